"""One change of an account's password at a time, whoever asks for it and from where."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connections

from recupera.keys import KINDS, rotate
from recupera.options import current
from recupera.recoveries import claims, models
from recupera.recoveries.claims import MOVES, claim, move, release
from recupera.recoveries.content import SIZE, Content
from recupera.recoveries.models import Recovery, State
from tests.enquirer import ANA

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)

NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)


def claimed(operation: str, account: str = "1") -> Recovery | None:
    owner = replace(ANA, id=account)
    return claim(operation, enquiry="e" * 32, account=owner, language="es", now=NOW)


def told(recovery: Recovery | None) -> None:
    assert recovery
    assert move(recovery, State.SET)
    assert move(recovery, State.TOLD, finished_at=NOW)


def test_the_drawn_diagram_is_what_the_code_allows() -> None:
    drawn = re.findall(r"^(\w+) --.*--> (\w+)$", models.__doc__ or "", re.MULTILINE)
    assert {(State(old), State(new)) for old, new in drawn} == MOVES


def test_a_second_claim_of_the_same_account_has_to_wait_for_the_first() -> None:
    assert claimed("a")
    assert claimed("b") is None
    assert claimed("b", account="2")


def test_the_same_operation_claimed_twice_is_one_claim() -> None:
    claimed("a")
    again = claimed("a")
    assert again and again.id == "a"
    assert Recovery.objects.count() == 1


def test_a_claim_that_came_to_nothing_frees_the_account() -> None:
    first = claimed("a")
    assert first and release(first)
    assert not release(first)
    assert claimed("b")


def test_what_is_finished_does_not_stand_in_the_way_of_the_next() -> None:
    told(claimed("a"))
    assert claimed("b")


def test_what_was_set_is_not_released() -> None:
    first = claimed("a")
    assert first and move(first, State.SET)
    assert not release(first)
    assert claimed("b") is None


def test_of_two_workers_one_moves_it() -> None:
    first = claimed("a")
    other = Recovery.objects.get()
    assert first and move(first, State.SET)
    assert not move(other, State.SET)
    assert other.state == State.CLAIMED


def test_a_claim_holds_through_a_rotation_of_its_key() -> None:
    first = claimed("a")
    rotate(current().data, next(kind for kind in KINDS if kind.name == "recovery"))
    assert claimed("b") is None
    assert first and release(first)
    assert claimed("b")


def test_of_sixteen_claims_at_once_one_is_made() -> None:
    def one(number: int) -> bool:
        try:
            return claimed(f"{number:x}") is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(16))) == 1


def test_a_claim_says_nothing_of_whom_it_is_about() -> None:
    first = claimed("a")
    row = repr(Recovery.objects.values().get()).encode() + bytes(first.body if first else b"")
    for secret in (ANA.username, ANA.emails[0], ANA.phones[0], ANA.document_number):
        assert secret.encode() not in row
    assert len(bytes(Recovery.objects.get().body)) == SIZE + 31 + 12 + 16


def test_what_is_sealed_comes_back_and_only_for_its_own_recovery() -> None:
    content = Content(ANA, "en").with_done(unlocked=True, sessions_ended=False)
    assert Content.open("a", content.seal("a")) == content
    with pytest.raises(Exception, match="seal"):
        Content.open("b", content.seal("a"))


def test_claims_are_looked_after_when_nobody_can_come_back_to_them() -> None:
    first = claimed("a")
    assert first and first.due_at == NOW + claims.CLAIM_LIVES
