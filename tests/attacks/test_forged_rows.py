"""Rows that a taken-over desk wrote, as if the database let it (SQLite does not stop it): of each
table by which the worker judges. None counts, and none stops what is whole.

What this does not hold off: a row put back as it once was, and a row that is taken out. The journal
shows both (`recupera journal verify`).
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.journal.models import Mention
from recupera.letterbox.clock import now
from recupera.orders import calls
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Order, OrderState, Proof, ProofState
from recupera.recoveries.models import Freeze
from tests.acting import objected
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    REASON,
    Stage,
    asked,
    carry_out,
    codes_of,
    found,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]
FAR = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def forged(case: Case) -> int:
    return Mention.objects.filter(case=case.reference, entry__event="forged").count()


# Proofs


CHANGES: dict[str, dict[str, Any]] = {
    "brought to good": {"state": ProofState.GOOD, "good_until": FAR, "settled_at": FAR},
    "good for longer": {"good_until": FAR},
    "another agent's": {"agent": "0" * 16},
    "of another kind": {"kind": ProofKind.AUTHORITY},
}


@pytest.mark.parametrize("how", CHANGES.values(), ids=CHANGES)
def test_a_proof_that_was_changed_proves_nothing_and_is_in_the_journal(
    stage: Stage, how: dict[str, Any]
) -> None:
    stage.prove(*CHANGE)
    changed = Proof.objects.filter(kind=ProofKind.LETTER)
    if how.get("state"):
        assert not asked(Act.CHECK, stage.luz, wrongly_checked(stage)).get("good")
        changed.filter(state=ProofState.GOOD).delete()
    assert changed.update(**how) == 1
    assert stage.propose("change_email")["lacks"] == ["letter"]
    assert forged(stage.case) == 1
    # The rest is as good as before.
    stage.prove(ProofKind.LETTER)
    assert stage.propose("change_email")["state"] == "proposed"


def wrongly_checked(stage: Stage) -> dict[str, Any]:
    from recupera.orders.proving import note_checked

    items = {"firmada": {"yes": False, "note": ""}}
    case, at = Case.objects.get(reference=stage.case.reference), now("vault")
    note_checked(
        case,
        ProofKind.LETTER,
        items,
        account=OWNER,
        agent=stage.luz,
        now=at,
        files=(),
    )
    return {"case": case.reference}


def test_a_call_that_a_row_opened_again_is_none(stage: Stage) -> None:
    answer = {"case": stage.case.reference, "digits": "no"}
    asked(Act.CALL, stage.luz, {"case": stage.case.reference})
    assert asked(Act.MATCH, stage.luz, answer | {"digits": not_the(stage)}) == {"good": False}
    Proof.objects.update(state=ProofState.OPEN, expires_at=FAR, tries=0, settled_at=None)
    assert asked(Act.MATCH, stage.luz, answer | {"digits": "00"}) == {"refused": "not_now"}


def not_the(stage: Stage) -> str:
    with transaction.atomic("vault"):
        shown = int(calls.digits(Case.objects.get(reference=stage.case.reference)))
    return f"{(shown + 1) % 100:02d}"


def test_what_another_took_counts_only_through_a_hand_over_in_the_story(stage: Stage) -> None:
    """The row may say whose the case is; the journal says through whose hands it went."""
    asked(Act.TAKE, stage.luz, seen(stage, had_by=""))
    stage.prove(*CHANGE)
    assert stage.propose("change_email", by=stage.ben) == {"refused": "taken"}
    Case.objects.filter(reference=stage.case.reference).update(assigned_to=stage.ben.id)
    assert stage.propose("change_email", by=stage.ben) == {"refused": "taken"}
    Case.objects.filter(reference=stage.case.reference).update(assigned_to=stage.luz.id)
    assert asked(Act.HAND_OVER, stage.luz, seen(stage, to=stage.ben.id)) == {}
    assert stage.propose("change_email", by=stage.ben)["state"] == "proposed"


def test_what_somebody_took_who_never_had_the_case_proves_nothing(stage: Stage) -> None:
    stage.prove(*CHANGE)
    lacks = stage.propose("change_email", by=stage.ben)["lacks"]
    assert lacks == ["identity", "letter", "channel", "new_address"]


def test_nobody_proves_anything_in_a_case_that_another_has(stage: Stage) -> None:
    asked(Act.TAKE, stage.luz, seen(stage, had_by=""))
    asked(Act.CALL, stage.luz, {"case": stage.case.reference})
    for act, more in (
        (Act.SEND_CODE, {"channel": "email"}),
        (Act.SEND_NEW_CODE, {}),
        (Act.CALL, {}),
        (Act.MATCH, {"digits": "00"}),
        (Act.CHECK, {"kind": "letter"}),
    ):
        assert asked(act, stage.ben, seen(stage, **more)) == {"refused": "taken"}, act


def seen(stage: Stage, **more: Any) -> dict[str, Any]:
    stage.case.refresh_from_db()
    return {"case": stage.case.reference, "revision": stage.case.revision, **more}


# Orders


@pytest.mark.parametrize("state", ["held", "approved"])
def test_an_order_that_was_stopped_is_not_set_going_again(stage: Stage, state: str) -> None:
    stage.prove(*CHANGE).held()
    saying = stage.naming() | {"reason": REASON}
    assert asked(Act.WITHDRAW, stage.luz, saying)["state"] == "withdrawn"
    Order.objects.update(state=state, due_at=now("vault"))
    carry_out(100)
    assert (stage.order.state, found(NEW), found(OLD)) == (OrderState.REFUSED, [], [OWNER])


def test_an_objection_is_not_taken_back_by_a_row(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    objected(codes_of("order_held")[OLD])
    carry_out(0.1)
    Order.objects.all().delete()
    stage.held("unfreeze")
    objected(codes_of("order_held")[OLD])
    Order.objects.update(state="held", due_at=now("vault"))
    carry_out(100)
    assert (stage.order.state, Freeze.objects.count()) == (OrderState.REFUSED, 1)


def test_an_objection_is_heard_whatever_the_row_says(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    typed = codes_of("order_held")[OLD]
    Order.objects.update(state="done", done_at=FAR)
    objected(typed)
    assert Freeze.objects.exists()
