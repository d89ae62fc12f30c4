"""Nothing that was typed about a case is lost: half an hour later, in two tabs, without cookies."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import NUMBER, OPEN, UNCONFIRMED, ask, follow, gone, send
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
TEXT = "Soy de la Alcaldía de Tunja.\nNo tengo <ese> correo."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield clock


def acts() -> int:
    return Envelope.objects.filter(kind=EnvelopeKind.ACT_ON_CASE).count()


def text_of(person: Person) -> str:
    return person.page.all("textarea")[0].text.strip()


def test_after_half_an_hour_the_key_opens_it_again_and_the_text_stays(person: Person) -> None:
    follow(person)
    person.open("/caso/agregar")
    gone()
    send(person, "agregar", text=TEXT)
    assert "Pasó media hora y abrimos su caso otra vez." in person.page.text
    assert text_of(person) == TEXT
    send(person, "agregar", text=TEXT)
    assert "Todavía estamos abriendo su caso." in person.page.text
    person.worker.follow(Verdict.GOOD, OPEN)
    assert send(person, "agregar", text=text_of(person))["Location"] == "/caso/espera"
    assert person.worker.follow(Verdict.DONE, OPEN).content["text"] == TEXT


def test_where_only_a_code_can_open_it_the_text_is_given_back(person: Person) -> None:
    ask(person, key="")
    person.worker.follow(Verdict.DONE)
    person.open("/caso/codigo")
    send(person, "codigo", code="48217736")
    person.worker.follow(Verdict.GOOD, OPEN)
    assert person.open("/caso/espera")["Location"] == "/caso/estado"
    person.open("/caso/agregar")
    gone()
    send(person, "agregar", text=TEXT)
    assert person.page.one("h1").text == "Todavía no se envió"
    assert text_of(person) == TEXT
    assert acts() == 0


def test_without_its_cookie_the_text_is_given_back(person: Person) -> None:
    follow(person)
    person.open("/caso/agregar")
    del person.cookies["caso"]
    send(person, "agregar", text=TEXT)
    assert text_of(person) == TEXT
    assert acts() == 0


@pytest.mark.parametrize("page", ["agregar", "cerrar", "correo", "confirmar"])
def test_a_form_of_another_case_does_nothing_and_gives_the_text_back(
    person: Person, page: str
) -> None:
    follow(person, UNCONFIRMED)
    person.open(f"/caso/{page}")
    older = person.page
    ask(person, "1111111110")
    person.page = older
    send(person, page, text=TEXT, email="otra@example.com", code="48217736")
    assert person.page.one("h1").text == "Hay un caso más reciente en otra pestaña"
    assert "1111-1111-10" in person.page.text
    assert text_of(person) == TEXT
    assert acts() == 0


def test_an_older_form_of_the_same_case_is_not_left_in_a_slot_that_proved_nothing(
    person: Person,
) -> None:
    follow(person)
    person.open("/caso/agregar")
    older = person.page
    ask(person, NUMBER, "BBBBBBBBBBBBBBB")
    person.worker.follow(Verdict.WRONG)
    person.page = older
    send(person, "agregar", text=TEXT)
    assert text_of(person) == TEXT
    assert acts() == 0
