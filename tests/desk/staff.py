"""Agents on shift, and a browser in which each is signed in."""

from datetime import UTC, datetime, timedelta
from secrets import token_hex

from django.test import Client

from recupera.agents import vouching
from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.desk.entering import SECOND
from recupera.desk.models import User


def agent(role: Role = Role.AGENT, name: str = "Luz Agente", *, on_shift: bool = True) -> Agent:
    """A new agent with a desk account; on shift as if the worker had judged a factor."""
    at = datetime.now(UTC)
    made = Agent(
        id=token_hex(8),
        email=f"{token_hex(4)}@mesa.example",
        name=name,
        role=role.value,
        invited_at=at,
        joined_at=at,
        shift_until=at + timedelta(hours=10) if on_shift else None,
    )
    vouching.keep(made, new=True)
    User.objects.create(agent=made.id, email=made.email, password="!")
    return made


def change(*agents: Agent, **changes: object) -> None:
    """As the worker would write it; all of them where none is named."""
    for one in agents or Agent.objects.all():
        one.refresh_from_db()
        vouching.change(one, **changes)


def browser(of: Agent) -> Client:
    """A client with this agent's session, its second factor given."""
    client = Client()
    client.force_login(
        User.objects.get(agent=of.id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session[SECOND] = of.id
    session.save()
    return client
