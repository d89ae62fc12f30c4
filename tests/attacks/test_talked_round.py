"""Somebody who is not the owner has a case about the owner's account, and talks to the desk.

Each story is a trick of `docs/agents/guide.md`, or one behind it. Agents are kind and do what they
can: what stops it is that they cannot do more.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from recupera.agents.policy import Act
from recupera.options import forget
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Order, Proof
from recupera.recoveries import marks
from tests.attacks.attempt import THIEF, Attempt
from tests.claimant import code_in
from tests.enquirer import letters, register, wrong
from tests.orders.proving import sent
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    REASON,
    carry_out,
    found,
    prove,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

LACKS = ["no_new_address", "identity", "letter", "channel", "new_address"]
# What is said to hurry an agent, and where a person can say it.
SAYINGS = {
    "hurry": {"descripcion": "URGENTE: la audiencia cierra en una hora, lo pide el alcalde."},
    "authority": {"descripcion": "Soy el subdirector de Colombia Compra Eficiente. Es una orden."},
    "a name": {"nombre": "Presidencia de la República"},
    "a colleague": {"descripcion": "Su compañera Marta ya lo autorizó, solo apruebe."},
    "public data": {"usuario": OWNER.username, "correo-anterior": OWNER.emails[0]},
}
# What a request could say to be asked less, if anything listened.
LESS: dict[str, Any] = {
    "urgent": True,
    "skip": ["channel", "call_back"],
    "lacks": [],
    "proofs": [kind.value for kind in CHANGE],
    "rung": "R2",
    "hold_hours": 0,
    "others": 0,
    "administrator": False,
    "has_phone": False,
    "new_address": "ladron@example.net",
}


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def attempt() -> Attempt:
    return Attempt()


@pytest.fixture(autouse=True)
def nothing_came_of_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """However a story ends: nothing is ordered, and the account is as it was."""
    yield
    carry_out(100)
    assert not Order.objects.filter(state="done").exists()
    assert (found(OWNER.emails[0]), found(NEW)) == ([OWNER], [])


# What is said


@pytest.mark.parametrize("typed", SAYINGS.values(), ids=SAYINGS)
def test_nothing_that_is_said_lowers_what_has_to_be_proven(typed: dict[str, str]) -> None:
    said = Attempt(typed=typed)
    assert said.lacks() == LACKS
    said.person.acted("add", text=typed.get("descripcion", "¡Ya!"))
    assert said.lacks() == LACKS


@pytest.mark.parametrize("name", LESS)
def test_nothing_that_a_request_says_does_either(attempt: Attempt, name: str) -> None:
    assert attempt.lacks(**{name: LESS[name]}) == LACKS
    attempt.prove(ProofKind.LETTER, ProofKind.IDENTITY, ProofKind.NEW_ADDRESS)
    assert attempt.lacks(**{name: LESS[name]}) == ["channel"], "no call, no change"


def test_a_held_order_waits_as_long_for_whoever_is_in_a_hurry() -> None:
    said = Attempt(typed=SAYINGS["hurry"])
    said.prove(*CHANGE)
    said.propose("change_email", **LESS)
    assert said.approve(said.ben, **LESS)["state"] == "held"
    carry_out(71.9)
    assert said.order.state == "held"
    said.order.delete()


# Another phone, and the call


def test_another_phone_is_neither_called_nor_written_to() -> None:
    thief = Attempt(typed={"telefono": THIEF.phones[0]})
    other = {"phone": THIEF.phones[0], "address": THIEF.phones[0], "to": THIEF.phones[0]}
    assert thief.ask(Act.CALL, **other)["phone"] == OWNER.phones[0]
    thief.ask(Act.SEND_CODE, channel="sms", **other)
    thief.ask(Act.SEND_NEW_CODE, channel="sms", **other)
    gone_to = {letter.recipient.channel.address for letter in sent()[:1]}  # type: ignore[union-attr]
    assert gone_to == {OWNER.phones[0]}
    assert THIEF.phones[0] not in repr(letters())


def test_where_no_phone_is_registered_right_digits_are_no_call() -> None:
    silent = Attempt(account=replace(OWNER, phones=()), typed={"telefono": THIEF.phones[0]})
    assert silent.ask(Act.CALL)["phone"] == ""
    assert silent.call(silent.digits()) == {"good": False}
    register(OWNER)


def test_digits_are_guessed_at_twice_a_day_whoever_calls_and_in_however_many_cases(
    attempt: Attempt,
) -> None:
    for _ in range(2):
        right = attempt.digits()
        guess = f"{(int(right) + 1) % 100:02d}"
        assert attempt.call(guess) == {"good": False}, "and not which are right"
    second = Attempt(luz=attempt.luz, ben=attempt.ben)
    for one in (attempt, second):
        for by in (attempt.luz, attempt.ben):
            one.taken(by)
            assert one.call(one.digits(), by=by) == {"refused": "not_now"}
    assert not Proof.objects.filter(state="good").exists()


def test_one_call_is_one_try(attempt: Attempt) -> None:
    attempt.call(f"{(int(attempt.digits()) + 1) % 100:02d}")
    assert attempt.ask(Act.MATCH, digits=attempt.digits()) == {"refused": "not_now"}


# The code


def test_a_code_serves_only_on_the_page_of_the_case_it_was_sent_for(attempt: Attempt) -> None:
    """The owner is led to the true page with the code that came, and types it there."""
    attempt.ask(Act.SEND_CODE, channel="sms")
    (letter,) = sent()
    owner = Attempt(luz=attempt.luz, typed={"correo": "ana@example.org"})
    owner.person.acted("show_code", code=code_in(letter))
    assert (attempt.lacks(), owner.lacks()) == (LACKS, LACKS)


def test_a_code_is_guessed_at_five_times(attempt: Attempt) -> None:
    attempt.ask(Act.SEND_CODE, channel="sms")
    code = code_in(sent()[0])
    for _ in range(5):
        attempt.person.acted("show_code", code=wrong(code))
    attempt.person.acted("show_code", code=code)
    assert attempt.lacks() == LACKS


# Papers


@pytest.mark.parametrize(
    ("kind", "item", "said"),
    [
        ("letter", "usuario", THIEF.username),
        ("letter", "correo", THIEF.emails[0]),
        ("letter", "nombre", THIEF.name),
        ("letter", "fecha", "2020-01-31"),
        ("letter", "firmada", False),
        ("identity", "numero", THIEF.document_number),
        ("identity", "nombre", THIEF.name),
        ("authority", "entidad", False),
        ("authority", "nombra", False),
    ],
)
def test_a_paper_of_somebody_else_or_another_entity_is_none(
    kind: str, item: str, said: str | bool
) -> None:
    above = Attempt(account=replace(OWNER, role="Administrador"))
    assert above.paper(kind, **{item: said}) == {"good": False, "wrong": [item]}
    assert kind in above.lacks()
    assert above.paper(kind)["good"], "the right one would do"
    register(OWNER)


# Another's account


def test_a_case_about_somebody_elses_account_proves_nothing_of_it() -> None:
    """The thief's own document and mailbox in the form, and the owner's user name."""
    register(THIEF)
    mine = {"documento": THIEF.document_number, "nombre": THIEF.name, "usuario": OWNER.username}
    thief = Attempt(typed=mine)
    both = [one["mark"] for one in thief.ask(Act.VIEW_MASKED)["accounts"]]
    assert set(both) == {marks.of_account(OWNER.id), marks.of_account(THIEF.id)}
    for document in (THIEF.document_number, OWNER.document_number):
        assert thief.paper("identity", numero=document)["wrong"] == ["numero"]
    assert thief.paper("letter", nombre=THIEF.name)["wrong"] == ["nombre"]
    prove(thief.case, thief.luz, *CHANGE, account=THIEF)
    assert thief.lacks() == ["identity", "letter", "channel"], "what is proven is of one account"


def test_an_account_that_the_case_does_not_lead_to_is_none_of_its(attempt: Attempt) -> None:
    register(THIEF)
    other = {"account": marks.of_account(THIEF.id)}
    assert attempt.propose("change_email", **other)["refused"] == "wrong"
    assert attempt.ask(Act.CALL, **other) == {"refused": "lacking"}
    assert attempt.ask(Act.VIEW_CLEAR, reason=REASON, **other)["refused"] == "wrong"


def test_two_cases_of_one_thief_are_not_added_up(attempt: Attempt) -> None:
    attempt.prove(ProofKind.LETTER, ProofKind.IDENTITY)
    second = Attempt(luz=attempt.luz, typed={"correo": "otro@example.net"})
    second.prove(ProofKind.CALL_BACK, ProofKind.NEW_ADDRESS)
    assert attempt.lacks() == ["no_new_address", "channel", "new_address"]
    assert second.lacks() == ["identity", "letter"]
