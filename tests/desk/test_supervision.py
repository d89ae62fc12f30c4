"""Supervision: pictures of numbers, each with its table and file, for who may see them."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from recupera.agents.models import Tally
from recupera.agents.policy import Role
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import note
from recupera.desk.pages.supervision import FIGURES
from recupera.desk.supervision.figure import Figure
from recupera.desk.supervision.period import Period
from recupera.figures.counting import add
from recupera.figures.models import What
from recupera.letterbox.closed_days import calendar
from recupera.orders.models import Order
from recupera.people.case_reference import new_reference
from tests.desk.staff import agent, browser
from tests.house.html import errors
from tests.pages.checking import Page, check

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"]),
    pytest.mark.usefixtures("desk"),
]
# A Wednesday at noon in Bogotá, with a holiday on the Monday of the week before.
NOW = datetime(2026, 11, 25, 17, tzinfo=UTC)
SUBJECT = "recuperacion-usuario"


def case(came: timedelta, **values: object) -> Case:
    at = NOW - came
    given = {"subject": SUBJECT, "received_at": at, "opened_at": at} | values
    made = Case(reference=new_reference(), **given)
    made.save(force_insert=True)
    return made


def figure(slug: str, days: int = 30) -> Figure:
    return FIGURES[slug](Period(days, NOW, calendar()))


def row(slug: str, first: str) -> list[object]:
    return next(list(one[1:]) for one in figure(slug).rows if one[0] == first)


@pytest.fixture(autouse=True)
def in_spanish() -> Iterator[None]:
    """Whatever language the page before was in."""
    with override("es"):
        yield


@pytest.fixture
def supervisor() -> Client:
    with time_machine.travel(NOW, tick=False):
        return browser(agent(Role.SUPERVISOR, "Vera Superior"))


def test_cases_are_counted_on_the_day_of_the_platform() -> None:
    # At one in the morning of the world's clock it is still the day before in Bogotá.
    night = NOW.replace(hour=1)
    case(NOW - night)
    case(timedelta(days=3), state="closed", closed_at=night)
    case(timedelta(days=40))
    assert row("casos", "2026-11-24") == [1, 1]
    assert row("casos", "2026-11-25") == [0, 0]
    assert sum(one[1] for one in figure("casos").rows if isinstance(one[1], int)) == 2


def test_the_first_answer_is_measured_by_both_clocks_and_what_is_late_counts() -> None:
    hours = timedelta(hours=1)
    # Tuesday nine in the morning; answered at eleven, and at nine of Wednesday.
    came = timedelta(hours=27)
    at = NOW - came
    case(came, state="answered", first_answered_at=at + 2 * hours)
    case(came, state="answered", first_answered_at=at + 24 * hours)
    case(timedelta(days=29))
    case(timedelta(days=28), state="closed", closed_at=NOW - timedelta(days=27))
    count, median, p90, served, days, _, legal = row("tiempos", "Primera respuesta")
    assert (count, median, p90) == (2, 7.0, 12.0)
    assert (served, days, legal) == ("33 %", 0.5, "66 %")
    assert row("tiempos", "Cierre")[0] == 1


def test_what_comes_after_midnight_while_the_page_is_made_breaks_nothing() -> None:
    midnight = NOW + timedelta(hours=12)
    case(NOW - midnight, state="answered", first_answered_at=midnight)
    assert row("tiempos", "Primera respuesta")[0] == 1


def test_an_extended_term_is_in_time_until_its_new_day() -> None:
    one = case(timedelta(days=29), state="answered", first_answered_at=NOW)
    assert row("tiempos", "Primera respuesta")[6] == "0 %"
    text = f"{(NOW + timedelta(days=2)).date()} Se esperan documentos"
    note(one, EntryKind.EXTENDED, text, by=Author.DESK, now=NOW - timedelta(days=9))
    assert row("tiempos", "Primera respuesta")[6] == "100 %"


def test_what_is_not_closed_is_shown_by_its_age_and_a_joined_case_once() -> None:
    root = case(timedelta(days=1))
    case(timedelta(days=1), joined_to=root.reference)
    case(timedelta(days=5), state="waiting")
    case(timedelta(days=60), state="answered")
    case(timedelta(days=60), state="closed")
    table = {one[0]: list(one[1:]) for one in figure("edades").rows}
    assert table["0–1"] == [1, 0, 0]
    assert table["4–7"] == [0, 1, 0]
    assert table["31+"] == [0, 0, 1]


def test_orders_that_wait_are_shown_with_the_end_of_the_first_hold() -> None:
    about = case(timedelta(days=1))
    for number, state in enumerate(("held", "held", "proposed", "done")):
        Order(
            id=f"{number:032x}",
            case=about,
            kind="change_email",
            state=state,
            agent="a",
            account=str(number),
            told=b"",
            body=b"",
            digest="",
            proposed_at=NOW,
            hold_until=NOW + timedelta(hours=10 + number) if state == "held" else None,
        ).save(force_insert=True)
    assert row("ordenes", "Correo") == [1, 2, 0, "2026-11-25T22:00-05:00"]


def test_views_and_refusals_are_told_by_agent() -> None:
    luz, leo = agent(name="Luz Uno"), agent(name="Leo Dos")
    today = NOW.date()
    for who, day, what, count in (
        (luz, today, "view_clear", 3),
        (luz, today - timedelta(days=2), "view_clear", 9),
        (leo, today, "view_clear", 1),
        (leo, today, "approve!refused", 4),
        (leo, today - timedelta(days=80), "approve!refused", 4),
    ):
        Tally.objects.create(agent=who.id, day=day, what=what, count=count)
    assert row("miradas", "Luz Uno") == [3, 9, 12]
    assert row("negados", "Leo Dos") == ["approve", 4]


def test_enquiries_and_their_success() -> None:
    day = NOW.date()
    add({(day, What.ASKED): 8, (day, What.PROVEN): 6, (day, What.PASSWORDS): 2})
    add({(day, What.ASKED): 2})
    assert row("consultas", "2026-11-25") == [10, 6, 0, 2, 0]
    assert "60 %" in figure("consultas").notes[0]


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_guarded() -> None:
    for sign in "=+-@\t":
        one = Figure("x", "x", ("=a",), [(f"{sign}cmd|' /C calc'!A0", -3)])
        head, line = csv.reader(io.StringIO(one.csv.removeprefix("\ufeff")))
        assert (head[0], line[0][:2], line[1]) == ("'=a", f"'{sign}", "-3")


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("days", [7, 30, 90])
def test_the_page_has_a_picture_a_table_and_a_file_for_each(supervisor: Client, days: int) -> None:
    case(timedelta(days=2), state="answered", first_answered_at=NOW - timedelta(days=1))
    response = supervisor.get(f"/supervision?dias={days}")
    page = check(response)
    assert len(page.all("svg", role="img")) == len(page.all("table")) == len(FIGURES)
    assert len(page.all("polyline")) > 0
    for slug in FIGURES:
        assert page.one("title", id=f"{slug}-svg-title").text
        file = supervisor.get(f"/supervision/{slug}.csv?dias={days}")
        assert file["Content-Type"] == "text/csv; charset=utf-8"
        assert file.content.decode().startswith("\ufeff")
    assert supervisor.get("/supervision/otra.csv").status_code == 404
    assert supervisor.get("/supervision?dias=1000000").status_code == 200


@time_machine.travel(NOW, tick=False)
def test_the_page_is_valid_in_both_languages_and_without_anything_to_show(
    supervisor: Client,
) -> None:
    pages = [supervisor.get(f"{prefix}/supervision").content.decode() for prefix in ("", "/en")]
    assert errors(pages) == []
    assert "Nada en este período" in Page(pages[0]).text


@time_machine.travel(NOW, tick=False)
def test_the_page_asks_no_more_of_the_store_for_more_cases(supervisor: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connections["vault"]) as seen:
            assert supervisor.get("/supervision").status_code == 200
        return len(seen)

    case(timedelta(days=2))
    few = statements()
    for number in range(60):
        case(timedelta(hours=number), state="answered", first_answered_at=NOW)
    assert statements() == few
