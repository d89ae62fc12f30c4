"""What stands around every page: notices by the day, service by the hour, links by the preset."""

import gzip

import pytest
import time_machine

from recupera.options import current
from recupera.portal.context import _drawn_now
from tests.pages.checking import words
from tests.pages.person import Person
from tests.rules.sources import PACKAGE

pytestmark = pytest.mark.django_db(databases=["letterbox"])
OUTER = ("/", "/ayuda", "/soporte")


def footer(person: Person) -> str:
    return words(person.page.one("footer").text)


@pytest.mark.parametrize("address", OUTER)
@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2027-01-01T04:59:00Z", False),
        ("2027-01-01T05:00:00Z", True),
        ("2027-02-01T04:59:00Z", True),
        ("2027-02-01T05:00:00Z", False),
    ],
)
def test_the_annual_plan_is_announced_in_january_as_the_country_counts_it(
    person: Person, address: str, now: str, shown: bool
) -> None:
    with time_machine.travel(now, tick=False):
        person.open(address)
    link = "Revisa la actualización de la guía y formato aquí"
    assert (link in [one.text for one in person.page.all("a")]) == shown
    assert ("Hasta el 31 de enero de cada año" in person.page.text) == shown


def test_a_person_amid_an_enquiry_is_not_kept_from_it_by_notices(person: Person) -> None:
    with time_machine.travel("2027-01-15T15:00:00Z", tick=False):
        person.ask()
        person.open("/codigo")
    assert not person.page.all("section", **{"class": "notices"})


@pytest.mark.parametrize(
    ("now", "spanish", "english"),
    [
        (
            "2026-11-23T15:00:00Z",
            "Abierto ahora Atendemos hasta las 7:00 p. m.",
            "Open now until 7:00 PM.",
        ),
        (
            "2026-11-22T20:52:00Z",
            "Cerrado ahora Abrimos el lunes 23 de noviembre a las 7:00 a. m.",
            "Closed now We open on Monday, November 23 at 7:00 AM.",
        ),
    ],
)
def test_the_footer_says_whether_somebody_is_there_now(
    person: Person, now: str, spanish: str, english: str
) -> None:
    with time_machine.travel(now, tick=False):
        for address, said in (("/", spanish), ("/soporte", spanish), ("/en/", english)):
            person.open(address)
            assert said in footer(person)
        person.open("/soporte")
        assert spanish in person.page.text


def test_the_footer_follows_the_clock(person: Person) -> None:
    with time_machine.travel("2026-11-23T23:59:59Z", tick=False) as clock:
        person.open("/")
        assert "Abierto ahora" in footer(person)
        clock.shift(1)
        person.open("/")
        assert "Cerrado ahora" in footer(person)


def test_pages_of_one_minute_are_framed_by_one_drawing(person: Person) -> None:
    _drawn_now.cache_clear()
    with time_machine.travel("2026-11-23T15:00:00Z", tick=False) as clock:
        for _ in range(5):
            person.open("/")
            clock.shift(10)
    assert _drawn_now.cache_info().misses == 1


def test_the_frame_carries_the_links_of_the_guide(person: Person) -> None:
    person.open("/")
    links = [words(one.text) for one in person.page.all("a")]
    for name in ("GOV.CO", "Quiénes somos", "Tienda Virtual", "Relatoría", "Comunicaciones"):
        assert name in links
    for name in ("Ayudas adicionales", "Datos abiertos", "PQRSD", "Calendario"):
        assert name in footer(person)
    assert "Lunes a viernes 7:00 a. m. a 7:00 p. m.; sábado 8:00 a. m. a 12:00 p. m." in footer(
        person
    )


def test_the_hours_of_the_pages_are_those_of_the_preset_s_zone() -> None:
    from django.conf import settings

    assert current().texts.service.zone == settings.TIME_ZONE == "America/Bogota"


def test_the_style_sheet_stays_under_thirty_kilobytes_compressed() -> None:
    sheets = list((PACKAGE / "design" / "static").rglob("*.css"))
    assert sheets
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 30_000


def test_the_demo_leads_from_the_code_page_to_its_mailbox(person: Person) -> None:
    person.ask()
    person.open("/codigo")
    link = person.page.one("a", href="http://127.0.0.1:8025/")
    assert link.text == "Abrir el buzón de la demostración"
