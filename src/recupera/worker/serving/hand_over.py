"""HAND_OVER: to another agent or to nobody, with a note for whoever goes on."""

from typing import Any

from recupera.agents import vouching
from recupera.agents.policy import Act, Role, ever_allowed
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import assign


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    """`to` is an agent's id, empty for nobody."""
    case, to, text = asking.as_seen(), asking.text("to", 16), asking.text("text")
    if to and not _works_here(to):
        raise Refused(Reason.MALFORMED)
    if to == case.assigned_to:
        raise Refused(Reason.NOT_NOW)
    assign(case, to, asking, text)
    return {}


def _works_here(to: str) -> bool:
    agent = vouching.known(to)
    if agent is None or agent.joined_at is None:
        return False
    return ever_allowed(Role(agent.role), Act.ANSWER)
