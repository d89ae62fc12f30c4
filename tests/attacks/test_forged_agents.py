"""Rows of agents, factors and invitations that a taken-over desk wrote, as if the database let it:
whoever they make something else is nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from recupera.agents import invites
from recupera.agents.models import Agent, Factor, Invite
from recupera.agents.policy import Act, Role
from recupera.letterbox.clock import now
from recupera.orders.models import OrderState
from recupera.people.tracking import grouped_tracking_key
from tests.desk import staff
from tests.desk.door import KEY, SECRET, totp
from tests.orders.stage import (
    CHANGE,
    NEW,
    OWNER,
    Stage,
    agent,
    asked,
    carry_out,
    code,
    found,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]
FAR = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def stage() -> Stage:
    return Stage()


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


def seen(stage: Stage, **more: Any) -> dict[str, Any]:
    stage.case.refresh_from_db()
    return {"case": stage.case.reference, "revision": stage.case.revision, **more}
