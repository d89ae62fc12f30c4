"""A supervisor changes what another agent is: role, leaving, a new invitation, an unlock.

Nobody changes themselves; so whoever does it stays, and there is always a supervisor.
"""

from collections.abc import Callable

from recupera.agents import invites, locks, vouching
from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.journal.events import Event, record
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.invite import judge_fresh, role_in, send


def settle(asking: Asking, found: object) -> dict[str, object]:
    _still_supervisor(asking)
    agent = _other(asking)
    what = asking.text("what", 10)
    change = CHANGES.get(what)
    if change is None:
        raise Refused(Reason.MALFORMED)
    judge_fresh(asking, Act.CHANGE_AGENT)
    change(agent, asking)
    facts = {"agent": agent.id, "what": what, "by": asking.by.id, "role": agent.role}
    record(Event.AGENT_CHANGED, facts)
    return {"agent": agent.id}


def _still_supervisor(asking: Asking) -> None:
    """Held until the end: of two who dismiss each other at once, the second is nobody any more."""
    supervisors = Agent.objects.filter(role=Role.SUPERVISOR.value, left_at=None)
    held = supervisors.select_for_update().order_by("id").values_list("id", flat=True)
    if asking.by.id not in list(held):
        raise Refused(Reason.NOT_ALLOWED)


def _other(asking: Asking) -> Agent:
    named = asking.text("who", 16)
    if named == asking.by.id:
        raise Refused(Reason.OWN)
    agent = vouching.known(named, hold=True)
    if agent is None:
        raise Refused(Reason.OVERTAKEN)
    return agent


def _role(agent: Agent, asking: Asking) -> None:
    vouching.change(agent, role=role_in(asking).value)


def _leave(agent: Agent, asking: Asking) -> None:
    invites.revoke(agent)
    vouching.change(agent, left_at=asking.now)


def _unlock(agent: Agent, asking: Asking) -> None:
    locks.unlock(agent.id, asking.now)


CHANGES: dict[str, Callable[[Agent, Asking], None]] = {
    "role": _role,
    "leave": _leave,
    "invite": send,
    "unlock": _unlock,
}
