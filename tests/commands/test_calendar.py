"""`recupera calendar`: the operator closes a day, sees it, and opens it again."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from recupera.clocks.calendar import Calendar
from recupera.commands.calendar import closed, listed, opened
from recupera.commands.main import Stop
from recupera.letterbox import closed_days
from recupera.letterbox.models import ClosedDay
from tests.house.processes import House

pytestmark = pytest.mark.django_db(databases=["letterbox"])


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    closed_days.forget()
    yield
    closed_days.forget()


def shown(year: str | None = "2026") -> list[str]:
    return list(listed(closed_days.calendar(), year))


def test_a_closed_day_is_listed_among_the_holidays_with_its_reason_in_both_languages() -> None:
    assert "2026-12-24 is closed" in closed("2026-12-24", "Cierre", "Closing")
    assert shown()[-2:] == [
        "2026-12-24 Thu  closed   Cierre / Closing",
        "2026-12-25 Fri  holiday  Navidad / Christmas Day",
    ]


def test_a_day_that_the_preset_closes_is_told_apart() -> None:
    service = closed_days.calendar().service.model_copy(update={"closed": (date(2026, 12, 24),)})
    assert "2026-12-24 Thu  preset   cierre programado / scheduled closing" in list(
        listed(Calendar(service), "2026")
    )


def test_without_a_year_it_is_this_one_as_the_platform_counts() -> None:
    with time_machine.travel("2027-01-01T04:59:00Z", tick=False):
        assert shown(None)[0].startswith("2026-01-01")
    with time_machine.travel("2027-01-01T05:00:00Z", tick=False):
        assert shown(None)[0].startswith("2027-01-01")


def test_without_words_in_english_the_spanish_ones_stand_there() -> None:
    closed("2026-12-24", "Cierre", "")
    assert ClosedDay.objects.get().reason_en == "Cierre"


def test_a_reason_may_have_eighty_letters() -> None:
    closed("2026-12-24", "x" * 80, "y" * 80)
    assert ClosedDay.objects.get().reason_en == "y" * 80


def test_a_day_is_opened_again() -> None:
    closed("2026-12-24", "Cierre", "")
    assert "open again" in opened("2026-12-24")
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize(
    ("when", "why", "in_english", "told"),
    [
        ("2026-12-24", "", "", "say why"),
        ("2026-12-24", "x" * 81, "", "too long"),
        ("2026-12-24", "x" * 80, "x" * 81, "too long"),
        ("24.12.2026", "Cierre", "", "no day"),
        ("2026-12-25", "Cierre", "", "public holiday already: Navidad"),
    ],
)
def test_what_makes_no_sense_closes_nothing(
    when: str, why: str, in_english: str, told: str
) -> None:
    with pytest.raises(Stop, match=told):
        closed(when, why, in_english)
    assert not ClosedDay.objects.exists()


@pytest.mark.parametrize(
    ("when", "told"),
    [("2026-12-24", "is not closed"), ("2026-12-25", "a public holiday"), ("mañana", "no day")],
)
def test_what_was_not_closed_here_is_not_opened(when: str, told: str) -> None:
    with pytest.raises(Stop, match=told):
        opened(when)


def test_a_year_that_is_none_is_told() -> None:
    with pytest.raises(Stop, match="no year"):
        shown("MMXXVI")


def test_the_command_writes_where_the_portal_reads(house: House) -> None:
    done = house.command("calendar", "close", "2031-12-24", "--because", "Cierre")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "2031-12-24 Wed  closed   Cierre / Cierre"
        in house.command("calendar", "show", "2031").stdout
    )
    assert house.command("calendar", "open", "2031-12-24").returncode == 0
    twice = house.command("calendar", "open", "2031-12-24")
    assert (twice.returncode, twice.stderr) == (1, "recupera calendar: 2031-12-24 is not closed\n")
