"""A supervisor lets somebody in, with a fresh factor; the code goes to the new agent alone."""

from recupera.agents import challenge, invites
from recupera.agents.factors import judge
from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.journal.events import Event, record
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.people import AgentAddress, DatumKind, normal
from recupera.people import Refused as NotAnAddress
from recupera.people.tracking import grouped_tracking_key
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.sign_in import evidence_in


def settle(asking: Asking, found: object) -> dict[str, object]:
    judge_fresh(asking, Act.INVITE)
    role = role_in(asking)
    name, language = asking.text("name", 120), asking.text("language", 2)
    if not name or language not in LANGUAGES:
        raise Refused(Reason.MALFORMED)
    try:
        agent = invites.new_agent(_email(asking), name, role, language, asking.now)
    except invites.Known:
        raise Refused(Reason.WRONG, field="email") from None
    send(agent, asking)
    return {"agent": agent.id}


def judge_fresh(asking: Asking, act: Act) -> None:
    """The asking agent's factor, over this request's own content. Raises WrongFactor."""
    signed = challenge.over(act.value, asking.by.id, asking.content)
    judge(asking.by, evidence_in(asking), challenge=signed, now=asking.now)


def role_in(asking: Asking) -> Role:
    try:
        return Role(asking.text("role", 10))
    except ValueError:
        raise Refused(Reason.MALFORMED) from None


def send(agent: Agent, asking: Asking) -> None:
    """Writes the invitation: to the agent's own address, and nowhere else."""
    code = invites.invite(agent, asking.by.id, asking.now)
    until = asking.now + invites.LIVES
    said = {"invitation": grouped_tracking_key(code), "until": until.isoformat()}
    to, language = AgentAddress(agent.email), LANGUAGES[agent.language]
    letter = Letter(Template.INVITE_BY_EMAIL, to, language, said)
    put([letter], expires_at=until, now=asking.now)
    record(Event.INVITED, {"agent": agent.id, "by": asking.by.id, "role": agent.role})


def _email(asking: Asking) -> str:
    try:
        return normal(DatumKind.EMAIL, asking.text("email", 254)).value
    except NotAnAddress:
        raise Refused(Reason.WRONG, field="email") from None
