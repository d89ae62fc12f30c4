"""Known and unknown take the worker through the same steps: statements, sizes, directory, log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from recupera.enquiries.ledgers import SIZE
from recupera.enquiries.models import Ledger
from recupera.letterbox import clock
from recupera.messages import send
from recupera.people import DatumKind
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze, Objection, Recovery
from tests.acting import Actor, drop_objection
from tests.enquirer import (
    ANA,
    DATA_OF_ANA,
    TWO_OF_ONE_EMAIL,
    WITHOUT_CHANNEL,
    Enquirer,
    guard,
    letters,
    register,
    work,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

NOBODY = {
    DatumKind.EMAIL: "nadie@example.com",
    DatumKind.NATIONAL_ID: "11111111",
    DatumKind.USERNAME: "nadie",
    DatumKind.PHONE: "+573009999999",
}
# Key id, nonce and tag.
SEAL = 31 + 12 + 16
# Looked up anew after a minute, whoever asks.
OF_THE_HOUSE = "letterbox_closedday"
Step = tuple[str, str, tuple[int, ...]]


@contextmanager
def steps() -> Iterator[list[Step]]:
    """Every statement of both stores in order: store, text, and the length of each sealed part."""
    seen: list[Step] = []

    def note(execute: Callable[..., Any], sql: str, given: Any, many: bool, context: Any) -> Any:
        lengths = tuple(len(one) for one in given or () if isinstance(one, bytes | memoryview))
        if OF_THE_HOUSE not in sql:
            seen.append((context["connection"].alias, sql, lengths))
        return execute(sql, given, many, context)

    with ExitStack() as stack:
        for store in ("letterbox", "vault"):
            stack.enter_context(connections[store].execute_wrapper(note))
        yield seen


def taken(kind: DatumKind, value: str, *, shown: str = "") -> list[Step]:
    """The worker's steps for a question and two wrong codes."""
    person = Enquirer(kind, value)
    person.ask(shown=shown)
    with steps() as seen:
        work()
        for code in ("00000000", "11111111"):
            person.prove(code)
            work()
    return seen


@pytest.mark.parametrize("kind", DatumKind)
def test_known_and_unknown_take_the_same_statements_in_the_same_order(kind: DatumKind) -> None:
    register(ANA)
    known, unknown = taken(kind, DATA_OF_ANA[kind]), taken(kind, NOBODY[kind])
    assert len(known) > 20
    assert known == unknown


@pytest.mark.parametrize("kind", DatumKind)
def test_over_the_allowance_the_steps_stay_the_same_for_both(kind: DatumKind) -> None:
    register(ANA)
    unknown = [taken(kind, NOBODY[kind]) for _ in range(8)]
    known = [taken(kind, DATA_OF_ANA[kind]) for _ in range(8)]
    assert len(letters()) == 4
    assert known == unknown == known[:1] * 8


def test_with_a_message_in_hand_true_or_not_the_steps_are_the_same() -> None:
    register(ANA)
    unknown = taken(DatumKind.EMAIL, "nadie@example.com", shown="K7Q400000000")
    for _ in range(5):
        Enquirer().asked()
    sent = letters()[0].context
    true = str(sent["reference"]) + str(sent["code"]).replace(" ", "")
    assert taken(DatumKind.EMAIL, "ana@example.com", shown="K7Q400000000") == unknown
    assert taken(DatumKind.EMAIL, "ana@example.com", shown=true) == unknown
    assert len(letters()) == 5


def test_a_guarded_owner_takes_the_same_steps() -> None:
    register(ANA)
    unknown = taken(DatumKind.EMAIL, "nadie@example.com")
    guard(ANA, failures=100)
    assert taken(DatumKind.EMAIL, "ana@example.com") == unknown


def test_so_do_a_frozen_account_and_one_that_was_recovered_elsewhere() -> None:
    register(ANA, replace(ANA, id="2", document_number="80123456", username="otra"))
    case = {"since": clock.now("vault"), "recovery": "r", "case_reference": "2599729329"}
    Freeze.objects.create(account=marks.of_account("1"), **case)
    Recovery.objects.create(
        id="r",
        enquiry="e",
        account=marks.of_account("2"),
        state="told",
        body=b"",
        claimed_at=clock.now("vault"),
        finished_at=clock.now("vault") + timedelta(hours=1),
    )
    unknown = taken(DatumKind.NATIONAL_ID, "11111111")
    for value in ("52344050", "80123456"):
        assert taken(DatumKind.NATIONAL_ID, value) == unknown


def unproven(kind: DatumKind, value: str) -> list[Step]:
    """The worker's steps for a new password of an enquiry that proved nothing."""
    person = Actor(kind, value).asked()
    person.set(mark="0123456789abcdef")
    with steps() as seen:
        work()
    return seen


@pytest.mark.parametrize("kind", DatumKind)
def test_a_new_password_without_a_proof_is_refused_in_the_same_steps(kind: DatumKind) -> None:
    register(ANA)
    known, unknown = unproven(kind, DATA_OF_ANA[kind]), unproven(kind, NOBODY[kind])
    assert known == unknown
    assert len(known) > 5
    assert not [sql for _, sql, _ in known if "embedded_" in sql], "nobody is looked up"


def wrong_objection(code: str) -> list[Step]:
    drop_objection(code)
    with steps() as seen:
        work()
    return seen


def test_a_wrong_an_expired_and_a_used_objection_code_take_the_same_steps() -> None:
    register(ANA)
    for code, changes in (
        ("BBBBBBBBBBBB", {"expires_at": clock.now("vault") - timedelta(days=1)}),
        ("CCCCCCCCCCCC", {"used_by": "e"}),
    ):
        values = {"expires_at": clock.now("vault") + timedelta(days=1)} | changes
        Objection.objects.create(id=marks.of_objection(code), recovery="r", channel=0, **values)
    unknown = wrong_objection("DDDDDDDDDDDD")
    assert wrong_objection("BBBBBBBBBBBB") == wrong_objection("CCCCCCCCCCCC") == unknown


@pytest.mark.parametrize("value", [DATA_OF_ANA[DatumKind.EMAIL], NOBODY[DatumKind.EMAIL]])
def test_every_ask_and_every_code_reads_and_writes_four_ledgers_of_one_size(value: str) -> None:
    register(ANA)
    for _ in range(2):
        lengths = [sizes for _, sql, sizes in taken(DatumKind.EMAIL, value) if "_ledger" in sql]
        assert lengths == [(SIZE + SEAL,) * 4] * 6
    assert Ledger.objects.count() == 4


def test_a_wrong_code_asks_the_directory_like_a_right_one() -> None:
    register(ANA)
    asked = [sql for _, sql, _ in taken(DatumKind.EMAIL, "ana@example.com") if "around_0" in sql]
    assert len(asked) == 3, "the question and both wrong codes"


def test_so_do_several_accounts_more_than_fit_no_channel_and_an_inactive_one() -> None:
    off = replace(ANA, id="9", document_number="77777777", username="off", active=False)
    many = [
        replace(ANA, id=f"m{n}", username=f"m{n}", document_number="66666666", emails=(mail,))
        for n, mail in enumerate(f"m{n}@example.com" for n in range(25))
    ]
    register(*TWO_OF_ONE_EMAIL, WITHOUT_CHANNEL, off, *many)
    unknown = taken(DatumKind.NATIONAL_ID, "11111111")
    for value in ("52344050", "80123456", "77777777", "66666666"):
        assert taken(DatumKind.NATIONAL_ID, value) == unknown


@pytest.mark.parametrize("value", [DATA_OF_ANA[DatumKind.EMAIL], NOBODY[DatumKind.EMAIL]])
def test_no_log_line_is_written_for_anybody(value: str, caplog: pytest.LogCaptureFixture) -> None:
    register(ANA)
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    person = Enquirer(DatumKind.EMAIL, value).asked()
    person.proved("00000000")
    assert [record.getMessage() for record in caplog.records] == []
    send.tick()
    assert value not in caplog.text
