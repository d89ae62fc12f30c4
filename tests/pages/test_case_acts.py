"""What a person does with a case: left for good, said on top, and nothing typed is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import (
    ANSWERED_CASE,
    CLOSED,
    OPEN,
    UNCONFIRMED,
    act,
    acted,
    follow,
    send,
)
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
TEXT = "Soy de la Alcaldía de Tunja.\nNo tengo <ese> correo."
NOW = "2026-11-22T15:00:00Z"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield clock


def acts() -> int:
    return Envelope.objects.filter(kind=EnvelopeKind.ACT_ON_CASE).count()


def text_of(person: Person) -> str:
    return person.page.all("textarea")[0].text.strip()


@pytest.mark.parametrize(
    ("page", "shown", "given", "told"),
    [
        ("agregar", OPEN, {"text": TEXT}, ({"act": "add", "text": TEXT}, "Agregamos su mensaje")),
        ("cerrar", OPEN, {}, ({"act": "close"}, "Cerramos su caso, como pidió.")),
        ("reabrir", CLOSED, {}, ({"act": "reopen", "text": ""}, "Abrimos su caso otra vez.")),
        ("reabrir", ANSWERED_CASE, {"text": "No."}, ({"act": "reopen", "text": "No."}, "Abrimos")),
        (
            "correo",
            UNCONFIRMED,
            {"email": "Otra@example.com"},
            ({"act": "correct_email", "email": "otra@example.com"}, "Cambiamos el correo"),
        ),
        (
            "correo",
            UNCONFIRMED,
            {"email": "ana.perez@example.com"},
            ({"act": "send_again", "email": ""}, "le enviamos otro código"),
        ),
    ],
)
def test_an_act_is_left_and_what_became_of_it_is_said_on_top(
    person: Person,
    page: str,
    shown: CaseShown,
    given: dict[str, str],
    told: tuple[dict[str, str], str],
) -> None:
    content, said = told
    follow(person, shown)
    assert act(person, page, **given)["Location"] == "/caso/espera"
    person.open("/caso/estado")
    assert "Recibimos su mensaje y está guardado." in person.page.text
    opened = person.worker.follow(Verdict.DONE, shown)
    assert content.items() <= opened.content.items()
    assert opened.content["language"] == "es"
    assert person.open("/caso/espera")["Location"] == "/caso/estado"
    person.open("/caso/estado")
    assert said in person.page.one("div", role="status").text


@pytest.mark.parametrize("page", ["agregar", "cerrar", "reabrir"])
def test_what_could_not_be_done_is_said(person: Person, page: str) -> None:
    follow(person, ANSWERED_CASE)
    acted(person, Verdict.AGAINST_POLICY, page, CLOSED, text=TEXT)
    assert "bad" in (person.page.one("div", role="status").given["class"] or "")
    follow(person, ANSWERED_CASE)
    acted(person, Verdict.NOT_PROVEN, page, CLOSED, text=TEXT)
    assert "No pudimos hacerlo." in person.page.text


def test_with_the_worker_down_the_page_says_that_it_was_received(
    person: Person, clock: Any
) -> None:
    follow(person)
    act(person, "agregar", text=TEXT)
    clock.shift(15)
    person.open("/caso/espera")
    assert "Recibimos su mensaje y está guardado." in person.page.text
    assert acts() == 1


def test_acts_are_accepted_for_good(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from recupera.portal import asking

    seen, accepting = [], asking.accepting
    monkeypatch.setattr(
        asking, "accepting", lambda **given: (seen.append(given), accepting(**given))[1]
    )
    follow(person)
    act(person, "agregar", text=TEXT)
    assert seen == [{"for_good": False}, {"for_good": True}]


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4001])
def test_what_cannot_be_sent_is_said_and_kept(person: Person, text: str) -> None:
    follow(person)
    act(person, "agregar", text=text)
    assert person.page.one("p", id="error-text").text
    assert text_of(person) == text.strip()
    assert acts() == 0


def test_the_longest_text_fits_whatever_it_is_made_of(person: Person) -> None:
    follow(person)
    assert act(person, "agregar", text="\U0001f600" * 4000).status_code == 303


def test_an_act_costs_work_and_what_was_typed_stays(person: Person) -> None:
    follow(person)
    act(person, "agregar", text=TEXT, altcha="")
    assert "Presione el botón otra vez" in person.page.text
    assert text_of(person) == TEXT
    assert acts() == 0


def test_the_source_has_a_budget_and_what_was_typed_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recupera.options import Budget, current

    follow(person)
    person.open("/caso/agregar")
    tight = current().budgets.model_copy(update={"source_host": Budget(burst=1, period=600)})
    monkeypatch.setattr(type(current()), "budgets", tight, raising=False)
    monkeypatch.setitem(current().__dict__, "budgets", tight)
    assert send(person, "agregar", text=TEXT).status_code == 429
    assert "Su caso sigue su curso." in person.page.text
    assert "crear un caso" not in person.page.text, "who has one needs no other"
    assert text_of(person) == TEXT
    assert acts() == 0


def test_no_more_wait_than_one_slot_may_have(person: Person) -> None:
    follow(person)
    for _ in range(8):
        assert act(person, "agregar", text=TEXT).status_code == 303
    act(person, "agregar", text=TEXT)
    assert "Todavía estamos atendiendo" in person.page.text
    assert text_of(person) == TEXT


@pytest.mark.parametrize("page", ["agregar", "reabrir", "cerrar", "correo"])
def test_the_other_language_keeps_the_text_and_does_nothing(person: Person, page: str) -> None:
    follow(person, CLOSED if page == "reabrir" else UNCONFIRMED)
    person.open(f"/caso/{page}")
    reference = person.page.value("reference")
    typed = {"text": TEXT, "email": "a@example", "language": "en"}
    person.send(f"/en/caso/{page}", typed | {"reference": reference})
    assert person.page.one("html").given["lang"] == "en"
    if page in ("agregar", "reabrir"):
        assert text_of(person) == TEXT
    if page == "correo":
        assert person.page.value("email") == "a@example"
    assert acts() == 0


def test_a_slip_in_the_address_is_asked_about_once(person: Person) -> None:
    follow(person, UNCONFIRMED)
    act(person, "correo", email="ana@gmial.com")
    assert "¿Quiso escribir ana@gmail.com?" in person.page.text
    doubted = {"email": "ana@gmial.com", "doubted": "ana@gmial.com"}
    send(person, "correo", correct="yes", **doubted)
    assert person.worker.follow(Verdict.DONE, UNCONFIRMED).content["email"] == "ana@gmail.com"
    act(person, "correo", **doubted)
    assert person.worker.follow(Verdict.DONE, UNCONFIRMED).content["email"] == "ana@gmial.com"


def test_an_address_that_is_none_is_said_and_kept(person: Person) -> None:
    follow(person, UNCONFIRMED)
    act(person, "correo", email="ana@")
    assert person.page.one("p", id="error-email").text
    assert person.page.value("email") == "ana@"


def test_looking_at_the_pages_of_acts_does_nothing(person: Person) -> None:
    follow(person, UNCONFIRMED)
    for page in ("agregar", "cerrar", "reabrir", "correo", "confirmar"):
        person.get(f"/caso/{page}?text=x&code=48217736&email=a@example.com")
        person.head(f"/caso/{page}?text=x")
    assert Envelope.objects.count() == 0


def test_paying_once_is_good_for_one_act(person: Person) -> None:
    follow(person)
    person.open("/caso/agregar")
    work = paid(person.page)
    assert send(person, "agregar", text=TEXT, altcha=work).status_code == 303
    person.open("/caso/agregar")
    send(person, "agregar", text=TEXT, altcha=work)
    assert acts() == 1
