"""The two codes of a case: the one that opens its status, and the one that confirms its e-mail."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import NUMBER, OPEN, UNCONFIRMED, act, ask, follow, gone, mark, send
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield clock


def asked(person: Person) -> None:
    ask(person, key="")
    person.worker.follow(Verdict.DONE)
    person.open("/caso/codigo")


def typed(person: Person, verdict: Verdict, *, tries: int = 4) -> None:
    person.open("/caso/codigo?otro")
    send(person, "codigo", code="4821 7736")
    person.worker.follow(verdict, tries=tries)
    assert person.open("/caso/espera")["Location"] == "/caso/codigo"
    person.open("/caso/codigo")


def test_a_good_code_opens_the_case(person: Person) -> None:
    asked(person)
    assert send(person, "codigo", code="4821\u20117736")["Location"] == "/caso/espera"
    assert person.worker.follow(Verdict.GOOD, OPEN).content == {"code": "48217736"}
    assert person.open("/caso/codigo")["Location"] == "/caso/estado"
    assert person.open("/caso/estado").status_code == 200


def test_a_wrong_code_says_how_many_tries_are_left_and_which_message_counts(
    person: Person,
) -> None:
    asked(person)
    reference = mark(person)
    typed(person, Verdict.WRONG, tries=3)
    assert "Le quedan 3 intentos" in person.page.one("p", id="error-code").text
    assert f"referencia {reference}" in person.page.text


@pytest.mark.parametrize(
    ("verdict", "tries", "title"),
    [
        (Verdict.EXPIRED, 4, "Ese código ya venció"),
        (Verdict.SPENT, 4, "Ese código ya se usó"),
        (Verdict.WRONG, 0, "Se acabaron los intentos de esta consulta"),
        (Verdict.TOO_MANY, 0, "Se acabaron los intentos de esta consulta"),
    ],
)
def test_a_code_that_does_not_count_any_more_says_what_to_do(
    person: Person, verdict: Verdict, tries: int, title: str
) -> None:
    asked(person)
    typed(person, verdict, tries=tries)
    assert person.page.one("h1").text == title
    offered = bool(person.page.all("form", action="/caso/codigo/otro"))
    assert offered == (tries > 0)


@pytest.mark.parametrize("code", ["", "1234", "123456789", "abcdefgh"])
def test_what_is_no_code_is_said_and_kept(person: Person, code: str) -> None:
    asked(person)
    send(person, "codigo", code=code)
    assert "Escriba los 8 dígitos" in person.page.one("p", id="error-code").text
    assert person.page.value("code") == code


def test_three_codes_under_one_reference_and_no_fourth(person: Person, clock: Any) -> None:
    asked(person)
    reference = mark(person)
    for number in (2, 3):
        again(person)
        assert "Podrá pedir otro código" in person.page.text, "too early"
        clock.shift(31)
        assert again(person)["Location"] == "/caso/codigo"
        assert person.worker.follow(Verdict.DONE).content["message"] == reference
        person.open("/caso/codigo")
        if number == 2:
            assert "Ya pidió 2 de 3 códigos." in person.page.text
    assert not person.page.all("form", action="/caso/codigo/otro")
    clock.shift(31)
    work = person.open("/caso?otro") and paid(person.page)
    form = {"reference": reference, "altcha": work}
    assert person.send("/caso/codigo/otro", form)["Location"] == "/caso/codigo"
    assert Envelope.objects.count() == 0


def again(person: Person) -> Any:
    person.open("/caso/codigo")
    form = {"reference": mark(person), "altcha": paid(person.page)}
    return person.send("/caso/codigo/otro", form)


def test_a_form_of_an_older_question_is_refused(person: Person, clock: Any) -> None:
    asked(person)
    older = person.page
    clock.shift(31)
    asked(person)
    for page in ("codigo", "codigo/otro"):
        person.page = older
        send(person, page, code="48217736")
        assert person.page.one("h1").text == "Hay un caso más reciente en otra pestaña"
    assert Envelope.objects.count() == 0


def test_after_half_an_hour_one_press_asks_again(person: Person, clock: Any) -> None:
    asked(person)
    older = person.page
    gone()
    person.open("/caso/codigo")
    assert person.page.one("h1").text == "Abra su caso otra vez"
    person.page = older
    send(person, "codigo", code="48217736")
    assert person.page.value("number") == "2599-7293-29"
    clock.shift(31)
    form = {"number": NUMBER, "key": "", "altcha": paid(person.page)}
    assert person.send("/caso", form)["Location"] == "/caso/codigo"


def test_the_code_of_the_acknowledgement_confirms_the_address(person: Person) -> None:
    follow(person, UNCONFIRMED)
    assert send(person, "confirmar", code="4821 7736")["Location"] == "/caso/espera"
    person.worker.follow(Verdict.GOOD, OPEN)
    assert person.open("/caso/espera")["Location"] == "/caso/estado"
    person.open("/caso/estado")
    assert "Confirmamos su correo." in person.page.one("div", role="status").text


@pytest.mark.parametrize(
    ("verdict", "tries", "said"),
    [
        (Verdict.WRONG, 4, "Le quedan 4 intentos."),
        (Verdict.WRONG, 0, "cinco códigos que no son correctos"),
        (Verdict.TOO_MANY, 0, "cinco códigos que no son correctos"),
        (Verdict.EXPIRED, 4, "ya venció o ya se usó"),
    ],
)
def test_a_code_that_does_not_confirm_says_what_to_do(
    person: Person, verdict: Verdict, tries: int, said: str
) -> None:
    follow(person, UNCONFIRMED)
    act(person, "confirmar", code="48217736")
    person.worker.follow(verdict, UNCONFIRMED, tries=tries)
    assert person.open("/caso/espera")["Location"] == "/caso/confirmar"
    person.open("/caso/confirmar")
    assert said in person.page.one("p", id="error-code").text
    assert "ana.perez@example.com" in person.page.source.replace("<wbr>", "")


def test_what_is_no_code_confirms_nothing_and_is_kept(person: Person) -> None:
    follow(person, UNCONFIRMED)
    send(person, "confirmar", code="12")
    assert person.page.value("code") == "12"
    assert Envelope.objects.count() == 0


def test_a_code_in_a_slot_that_proved_nothing_is_not_taken_for_a_confirmation(
    person: Person,
) -> None:
    ask(person)
    person.worker.follow(Verdict.WRONG)
    assert person.open("/caso/confirmar")["Location"] == "/caso"


def test_proving_costs_no_work_and_stays_quick(person: Person) -> None:
    asked(person)
    send(person, "codigo", code="48217736", altcha="", ticket="")
    assert Envelope.objects.filter(kind=EnvelopeKind.PROVE_CASE).count() == 1
