"""Whom an invitation is for, to whoever has its code."""

from recupera.agents import invites
from recupera.worker.serving.asking import Asking, Reason, Refused


def settle(asking: Asking, found: object) -> dict[str, object]:
    invite = invites.find(asking.text("code", 40), asking.now)
    if invite is None:
        raise Refused(Reason.WRONG)
    agent = invite.agent
    return {"agent": agent.id, "email": agent.email, "name": agent.name, "role": agent.role}
