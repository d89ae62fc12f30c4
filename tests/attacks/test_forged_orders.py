"""Rows of orders, approvals and proofs that somebody wrote as if the database let them, with
everything that the desk holds: none is carried out, and none counts."""

import json
from datetime import timedelta
from secrets import token_hex
from typing import Any

import pytest

from recupera.keys import ring, seal
from recupera.letterbox.clock import now
from recupera.options import current
from recupera.orders.models import Approval, Order, OrderState, Proof
from recupera.recoveries import marks
from tests.orders.stage import CHANGE, NEW, OWNER, Stage, carry_out, found, told

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def forged_order(stage: Stage, **columns: Any) -> Order:
    """Sealed with what the desk has: the case key opens what an approver reads, and no more."""
    at = now("vault")
    (case_key, *_) = ring(current().data, "desk", "case")
    order = Order(
        id=token_hex(16),
        case=stage.case,
        kind="change_email",
        agent=stage.luz.id,
        account=columns.pop("account", stage.mark),
        proposed_at=at - timedelta(days=4),
        due_at=at,
        **{"state": "approved", "digest": "0" * 64, **columns},
    )
    about = f"order {order.id}".encode()
    body = {"account": {"id": OWNER.id}, "old": OLD, "new": "thief@example.com"}
    order.body = seal(case_key.secret, json.dumps(body).encode(), about=about, size=6144)
    order.told = seal(case_key.secret, b"{}", about=about, size=4096)
    order.save(force_insert=True)
    return order


@pytest.mark.parametrize("state", ["proposed", "held", "approved", "objected", "done", "failed"])
def test_an_order_that_the_worker_did_not_write_is_not_carried_out(
    stage: Stage, state: str
) -> None:
    forged_order(stage, state=state)
    carry_out()
    order = Order.objects.get()
    assert order.state in {"refused", "expired", "objected", "done", "failed"}
    assert (order.due_at, found(OLD), found("thief@example.com")) == (None, [OWNER], [])


def test_an_approval_that_the_worker_did_not_write_does_not_count(stage: Stage) -> None:
    stage.prove(*CHANGE).propose("change_email")
    order = stage.order
    (case_key, *_) = ring(current().data, "desk", "case")
    about = f"approval {order.id} {order.digest} {stage.ben.id}".encode()
    plain = json.dumps({"factor": "totp", "at": "2026-01-01T00:00:00+00:00"}).encode()
    body = case_key.id.encode() + seal(case_key.secret, plain, about=about, size=256)
    Approval.objects.create(
        id=token_hex(16), order=order, agent=stage.ben.id, at=order.proposed_at, body=body
    )
    Order.objects.update(state="approved", due_at=order.proposed_at)
    carry_out(100)
    assert (stage.order.state, found(OLD)) == (OrderState.REFUSED, [OWNER])


def test_an_approval_of_one_order_is_none_of_another(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    first = stage.order
    given = Approval.objects.get()
    Order.objects.update(state="withdrawn", due_at=None)
    stage.propose("change_email")
    second = Order.objects.exclude(id=first.id).get()
    Approval.objects.create(
        id=token_hex(16), order=second, agent=given.agent, at=given.at, body=bytes(given.body)
    )
    Order.objects.filter(id=second.id).update(state="approved", due_at=second.proposed_at)
    carry_out(100)
    second.refresh_from_db()
    assert (second.state, found(NEW)) == (OrderState.REFUSED, [])


def test_a_proof_that_the_worker_did_not_write_proves_nothing(stage: Stage) -> None:
    at = now("vault")
    for kind in CHANGE:
        Proof.objects.create(
            id=token_hex(16),
            case=stage.case,
            account=stage.mark,
            kind=kind,
            state="good",
            agent=stage.luz.id,
            opened_at=at,
            expires_at=at,
            settled_at=at,
            good_until=at + timedelta(days=10),
            body=b"made up",
        )
    lacks = stage.propose("change_email")["lacks"]
    assert set(lacks) >= {"identity", "letter", "channel"}


def test_a_proof_moved_to_another_case_or_account_proves_nothing(stage: Stage) -> None:
    other = Stage(luz=stage.luz)
    other.prove(*CHANGE)
    Proof.objects.update(case_id=stage.case.reference)
    assert stage.propose("change_email")["refused"] == "lacking"
    Proof.objects.update(case_id=other.case.reference, account=marks.of_account("9"))
    assert other.propose("change_email")["refused"] == "lacking"


def test_what_an_order_says_cannot_be_swapped_under_its_approvals(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    mine = forged_order(stage, state="withdrawn", account="x" * 64)
    Order.objects.exclude(id=mine.id).update(told=bytes(mine.told))
    carry_out(100)
    assert found(OLD) == [OWNER]
    assert not told("order_done")
