"""A second factor for an agent: the first by an invitation, every other one by one they have."""

from recupera.agents import challenge, invites, vouching
from recupera.agents.factors import enrol_passkey, enrol_totp, judge
from recupera.agents.models import Agent, Factor, FactorKind
from recupera.agents.policy import Act
from recupera.journal.events import Event, record
from recupera.worker.factor_letters import tell_changed
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.sign_in import agent_in, begin_shift, evidence_in


def settle(asking: Asking, found: object) -> dict[str, object]:
    by_invite = "invite" in asking.content
    agent = _invited(asking) if by_invite else _known(asking)
    factor = _enrolled(agent, asking)
    if by_invite:
        vouching.change(agent, joined_at=agent.joined_at or asking.now)
        begin_shift(agent, asking)
    else:
        tell_changed(agent, FactorKind(factor.kind), "added", asking.now)
    record(
        Event.ENROLLED,
        {"agent": agent.id, "kind": factor.kind, "by": "invite" if by_invite else "factor"},
    )
    return {"agent": agent.id, "kind": str(factor.kind)}


def _invited(asking: Asking) -> Agent:
    invite = invites.find(asking.text("invite", 40), asking.now)
    if invite is None or not invites.use(invite, asking.now):
        raise Refused(Reason.WRONG)
    return invite.agent


def _known(asking: Asking) -> Agent:
    agent = agent_in(asking)
    signed = challenge.over(Act.ENROL.value, agent.id, asking.content)
    judge(agent, evidence_in(asking), challenge=signed, now=asking.now)
    return agent


def _enrolled(agent: Agent, asking: Asking) -> Factor:
    passkey, totp = asking.content.get("passkey"), asking.content.get("totp")
    if isinstance(passkey, dict):
        return enrol_passkey(agent, passkey, asking.now)
    if isinstance(totp, dict):
        secret, code = str(totp.get("secret", "")), str(totp.get("code", ""))
        return enrol_totp(agent, secret, code, asking.now)
    raise Refused(Reason.MALFORMED)
