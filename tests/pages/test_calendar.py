"""`/calendario` and its file: open now, the week, the days of rest, and how legal terms count."""

from collections.abc import Iterator
from datetime import date

import icalendar
import pytest
import time_machine
from django.utils.translation import override

from recupera.clocks.calendar import Rest
from recupera.letterbox import closed_days
from recupera.options.service import Opening, Service
from recupera.options.words import Text
from recupera.portal.context import _drawn_now
from recupera.portal.reasons import because
from recupera.portal.week import rows
from tests.pages.checking import words
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
SUNDAY = "2026-11-22T20:52:00Z"
EVE = date(2026, 12, 24)
TODAY = date(2026, 11, 22)
CARTAGENA = Text(es="Independencia de Cartagena", en="Independence of Cartagena")
CLOSING = Text(es="Cierre de fin de año", en="End-of-year closing")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    closed_days.forget()
    _drawn_now.cache_clear()


def text(person: Person, now: str, address: str = "/calendario") -> str:
    with time_machine.travel(now, tick=False):
        person.open(address)
    return person.page.text


def days(person: Person) -> list[str]:
    """What stands on the left of the lists, in order."""
    return [one.text for one in person.page.all("dt")]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            "2026-11-23T15:00:00Z",
            "Abierto ahora Atendemos hasta las 7:00 p. m. "
            "Después abrimos el martes 24 de noviembre a las 7:00 a. m.",
        ),
        (SUNDAY, "Cerrado ahora Abrimos el lunes 23 de noviembre a las 7:00 a. m. Horario"),
        (
            "2026-11-14T18:00:00Z",
            "Cerrado ahora Abrimos el martes 17 de noviembre a las 7:00 a. m. No abrimos antes "
            "porque el lunes 16 de noviembre es festivo (Independencia de Cartagena).",
        ),
    ],
)
def test_it_says_whether_it_is_open_until_when_and_when_next(
    person: Person, now: str, said: str
) -> None:
    assert said in text(person, now)


def test_it_says_so_in_english(person: Person) -> None:
    said = text(person, "2026-11-14T18:00:00Z", "/en/calendario")
    assert "We open on Tuesday, November 17 at 7:00 AM." in said
    assert (
        "We do not open sooner because Monday, November 16 is a public holiday "
        "(Independence of Cartagena)." in said
    )
    assert "Monday to Friday 7:00 AM to 7:00 PM" in said
    assert "Sunday Closed" in said


def test_the_week_stands_there_as_the_clock_counts_it(person: Person) -> None:
    said = text(person, SUNDAY)
    assert "Lunes a viernes 7:00 a. m. a 7:00 p. m." in said
    assert "Sábado 8:00 a. m. a 12:00 p. m." in said
    assert "Domingo Cerrado" in said


def test_days_with_a_pause_and_pairs_of_days_are_said_in_words() -> None:
    openings = (("mon", "14:00", "17:00"), ("mon", "08:00", "12:00"), ("tue", "08:00", "12:00"))
    hours = tuple(
        Opening.model_validate({"days": [day], "opens": opens, "closes": closes})
        for day, opens, closes in openings
    )
    with override("es"):
        found = [words(f"{one[0]}: {one[1]}") for one in rows(_service(hours))]
    assert found == [
        "Lunes: 8:00 a. m. a 12:00 p. m. y 2:00 p. m. a 5:00 p. m.",
        "Martes: 8:00 a. m. a 12:00 p. m.",
        "Miércoles a domingo: Cerrado",
    ]
    weekend = Opening.model_validate({"days": ["sat", "sun"], "opens": "08:00", "closes": "12:00"})
    with override("es"):
        assert [one for one, _ in rows(_service((weekend,)))][-1] == "Sábado y domingo"


def _service(hours: tuple[Opening, ...]) -> Service:
    return Service(zone="America/Bogota", holidays="CO", hours=hours)


def test_the_days_to_come_stand_before_those_that_have_passed(person: Person) -> None:
    said = text(person, "2026-10-31T15:00:00Z")
    assert days(person)[3:5] == ["Lunes 2 de noviembre", "Lunes 16 de noviembre"]
    assert days(person)[-1] == "Lunes 12 de octubre"
    assert said.index("Los de 2026 que ya pasaron") > said.index("Navidad")


def test_today_has_not_passed(person: Person) -> None:
    text(person, "2026-12-08T15:00:00Z")
    assert days(person)[3] == "Martes 8 de diciembre"
    assert days(person).count("Martes 8 de diciembre") == 1


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-01T04:59:00Z", False),
        ("2026-11-01T05:00:00Z", True),
        ("2026-12-31T20:00:00Z", True),
        ("2027-01-01T05:00:00Z", False),
    ],
)
def test_from_november_on_the_next_year_stands_there_too(
    person: Person, now: str, shown: bool
) -> None:
    text(person, now)
    headings = [one.text for one in person.page.all("h2")]
    years = [one for one in headings if one.startswith("Días sin servicio en")]
    assert len(years) == (2 if shown else 1)


def test_a_year_without_days_left_says_so(person: Person) -> None:
    assert "En 2026 ya no queda ninguno." in text(person, "2026-12-30T15:00:00Z")


def test_a_day_that_the_operator_closes_is_closed_everywhere(person: Person) -> None:
    closed_days.close(EVE, CLOSING)
    now = "2026-12-24T15:00:00Z"
    said = text(person, now)
    assert "Jueves 24 de diciembre Cierre de fin de año" in said
    assert "porque el jueves 24 de diciembre no hay servicio (Cierre de fin de año) y el" in said
    for address in ("/", "/soporte", "/ayuda"):
        text(person, now, address)
        footer = words(person.page.one("footer").text)
        assert "Cerrado ahora Abrimos el sábado 26 de diciembre a las 8:00 a. m." in footer
    assert "End-of-year closing" in text(person, now, "/en/calendario")


def test_legal_terms_are_explained_by_a_case_that_comes_today(person: Person) -> None:
    said = text(person, SUNDAY)
    assert "Si la recibimos hoy, domingo 22 de noviembre, respondemos a más tardar el lunes 14" in (
        said
    )
    assert "No es antes porque el martes 8 de diciembre es festivo (La Inmaculada" in said
    assert "días hábiles: de lunes a viernes, menos los días sin servicio" in said
    # Nothing in the way, nothing said of it.
    assert "No es antes" not in text(person, "2026-09-01T15:00:00Z")


def test_the_footer_leads_to_it_in_the_language_of_the_page(person: Person) -> None:
    for prefix, name in (("", "Calendario"), ("/en", "Calendar")):
        person.open(f"{prefix}/")
        (link,) = [one for one in person.page.all("a") if one.text == name]
        assert link.given == {"href": f"{prefix}/calendario"}
        others = [one for one in person.page.all("a") if one.text == "PQRSD"]
        assert all(one.given["rel"] == "noreferrer" for one in others)


def test_reasons_are_told_in_one_sentence() -> None:
    cartagena = Rest(date(2026, 11, 16), CARTAGENA, holiday=True)
    closing = Rest(date(2027, 1, 4), CLOSING, holiday=False)
    with override("es"):
        assert because((), now=TODAY) == ""
        assert because((cartagena,), now=TODAY) == (
            "porque el lunes 16 de noviembre es festivo (Independencia de Cartagena)"
        )
        assert because((cartagena, closing), now=TODAY).endswith(
            "(Independencia de Cartagena) y el lunes 4 de enero de 2027 no hay servicio "
            "(Cierre de fin de año)"
        )
    with override("en"):
        assert because((cartagena, closing), now=TODAY) == (
            "because Monday, November 16 is a public holiday (Independence of Cartagena) and "
            "there is no service on Monday, January 4, 2027 (End-of-year closing)"
        )


@pytest.mark.parametrize(
    ("prefix", "eve"), [("", "Sin servicio: Cierre, año"), ("/en", "No service: Closing; year")]
)
def test_the_file_holds_every_day_of_the_page_for_other_calendars(
    person: Person, prefix: str, eve: str
) -> None:
    closed_days.close(EVE, Text(es="Cierre, año", en="Closing; year"))
    with time_machine.travel(SUNDAY, tick=False):
        found = person.get(f"{prefix}/calendario.ics")
    assert found["Content-Type"] == "text/calendar; charset=utf-8"
    assert found["Content-Disposition"].startswith("attachment; filename=")
    events = icalendar.Calendar.from_ical(found.content).events
    assert len(events) == 19 + 1 + 19
    assert len({event.uid for event in events}) == len(events)
    (one,) = [event for event in events if event.start == EVE]
    assert (one["SUMMARY"], one.end, one.uid) == (eve, date(2026, 12, 25), "2026-12-24@127.0.0.1")


def test_the_file_keeps_its_days_names_when_it_is_fetched_again(person: Person) -> None:
    found = []
    for now in (SUNDAY, "2026-11-23T15:00:00Z"):
        with time_machine.travel(now, tick=False):
            events = icalendar.Calendar.from_ical(person.get("/calendario.ics").content).events
        found.append([(event.uid, event.start) for event in events])
    assert found[0] == found[1]
