"""The operator's own invitation: it makes the first supervisor, and saves who lost everything."""

from datetime import datetime

from django.db import transaction

from recupera.agents import invites, vouching
from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.journal.events import Event, record
from recupera.letterbox.clock import now

STORE = "vault"


def invite(email: str, name: str, role: str, language: str) -> tuple[str, datetime]:
    """The code and until when it is good; `email` in normal form. Who is known is invited anew."""
    with transaction.atomic(STORE):
        at = now(STORE)
        agent = _agent(email, name, role, language, at)
        code = invites.invite(agent, invites.OPERATOR, at)
        about = {"agent": agent.id, "by": invites.OPERATOR, "role": role}
        record(Event.INVITED, about)
    return code, at + invites.LIVES


def _agent(email: str, name: str, role: str, language: str, at: datetime) -> Agent:
    try:
        return invites.new_agent(email, name, Role(role), language, at)
    except invites.Known:
        agent = Agent.objects.select_for_update().get(email=email)
        agent.name, agent.role, agent.language = name, role, language
        vouching.keep(agent)
        return agent
