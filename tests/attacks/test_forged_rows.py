"""Rows that a taken-over desk wrote, as if the database let it (SQLite does not stop it): of each
table by which the worker judges. None counts, and none stops what is whole.

What this does not hold off: a row put back as it once was, and a row that is taken out. The journal
shows both (`recupera journal verify`).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from recupera.agents import invites
from recupera.agents.models import Agent, Factor, Invite
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.journal.models import Mention
from recupera.letterbox.clock import now
from recupera.orders import calls
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Order, OrderState, Proof, ProofState
from recupera.people.tracking import grouped_tracking_key
from recupera.recoveries.models import Freeze
from tests.acting import objected
from tests.desk import staff
from tests.desk.door import KEY, SECRET, totp
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    REASON,
    Stage,
    agent,
    asked,
    carry_out,
    code,
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


# Agents


AS: dict[str, dict[str, Any]] = {
    "a senior": {"role": Role.SENIOR.value},
    "on shift": {"shift_until": FAR},
    "back": {"left_at": None},
    "at another mailbox": {"email": "thief@example.com"},
}


@pytest.mark.parametrize("how", AS.values(), ids=AS)
def test_an_agent_whom_a_row_made_something_else_is_nobody(
    stage: Stage, how: dict[str, Any]
) -> None:
    if "left_at" in how:
        staff.change(stage.ben, left_at=now("vault"))
    if "shift_until" in how:
        staff.change(stage.ben, shift_until=None)
    Agent.objects.filter(id=stage.ben.id).update(**how)
    case = {"case": stage.case.reference}
    assert asked(Act.VIEW_MASKED, stage.ben, case) == {"refused": "not_signed_in"}
    signing = {"agent": stage.ben.id, "evidence": code(stage.ben)}
    assert asked(Act.SIGN_IN, stage.ben, signing) == {"refused": "wrong_factor"}
    assert asked(Act.HAND_OVER, stage.luz, seen(stage, to=stage.ben.id))["refused"] == "malformed"


def test_an_invented_agent_is_nobody(stage: Stage) -> None:
    row = Agent.objects.get(id=stage.sol.id)
    row.id, row.email = "0" * 16, "thief@example.com"
    row.save(force_insert=True)
    assert asked(Act.VIEW_MASKED, row, {"case": stage.case.reference}) == {
        "refused": "not_signed_in"
    }


def test_an_approval_of_whoever_a_row_made_a_senior_since_is_none(stage: Stage) -> None:
    stage.prove(*CHANGE).held()
    Agent.objects.filter(id=stage.ben.id).update(role=Role.SENIOR.value)
    carry_out(73)
    assert (stage.order.state, found(NEW)) == (OrderState.REFUSED, [])


def another(stage: Stage) -> Factor:
    return Factor.objects.get(agent=stage.luz)


FACTORS: dict[str, Callable[[Stage], dict[str, Any]]] = {
    "made up": lambda _: {"body": b"x" * 200},
    "another's": lambda stage: {"body": bytes(another(stage).body)},
}


@pytest.mark.parametrize("how", FACTORS.values(), ids=FACTORS)
def test_a_factor_that_a_row_gave_opens_nothing(
    stage: Stage, how: Callable[[Stage], dict[str, Any]]
) -> None:
    shown = code(stage.luz)
    Factor.objects.filter(agent=stage.ben).update(**how(stage))
    signing = {"agent": stage.ben.id, "evidence": shown}
    assert asked(Act.SIGN_IN, stage.ben, signing)["refused"] in {"forged", "wrong_factor"}


def test_a_factor_moved_to_another_agent_is_nobodys(stage: Stage) -> None:
    Factor.objects.filter(agent=stage.ben).delete()
    Factor.objects.filter(agent=stage.luz).update(agent=stage.ben)
    signing = {"agent": stage.ben.id, "evidence": code(stage.ben)}
    assert asked(Act.SIGN_IN, stage.ben, signing) == {"refused": "forged"}


@pytest.mark.parametrize("how", ["agent_id", "expires_at"])
def test_an_invitation_is_for_whom_it_was_written_and_as_long(stage: Stage, how: str) -> None:
    mine = agent(name="Mala")
    typed = grouped_tracking_key(invites.invite(mine, invites.OPERATOR, now("vault")))
    Invite.objects.update(**{how: stage.sol.id if how == "agent_id" else FAR})
    enrolling = {"invite": typed, "totp": {"secret": SECRET, "code": totp(key=KEY)}}
    assert asked(Act.ENROL, mine, enrolling) == {"refused": "wrong"}
    assert asked(Act.CHECK_INVITE, mine, {"code": typed}) == {"refused": "wrong"}


def test_all_of_it_is_refused_for_what_it_is(stage: Stage) -> None:
    """With nothing forged each of these would have been done."""
    stage.prove(*CHANGE).held()
    carry_out(73)
    assert stage.order.state == OrderState.DONE
    signing = {"agent": stage.ben.id, "evidence": code(stage.ben)}
    assert asked(Act.SIGN_IN, stage.ben, signing)["agent"] == stage.ben.id
    typed = invites.invite(agent(name="Nueva"), invites.OPERATOR, now("vault"))
    assert asked(Act.CHECK_INVITE, stage.luz, {"code": typed})["agent"]
