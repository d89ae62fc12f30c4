"""Writes the demo's agents, as if each had been invited and had come in."""

from datetime import datetime, timedelta
from secrets import token_hex

from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from recupera.agents import vouching
from recupera.agents.demo import PASSWORD, STAFF, STEP, DemoAgent
from recupera.agents.factors import enrol_totp
from recupera.agents.models import Agent
from recupera.desk.models import User


def fill(now: datetime) -> None:
    """Nothing where anybody works already."""
    with transaction.atomic("vault"):
        if not Agent.objects.exists():
            for one in STAFF:
                _write(one, now)


def _write(one: DemoAgent, now: datetime) -> None:
    agent = Agent(id=token_hex(8), email=one.email, name=one.name, role=one.role.value)
    agent.invited_at = agent.joined_at = now
    vouching.keep(agent, new=True)
    # With the code before this one, so that the one that shows now is good.
    before = now - timedelta(seconds=STEP)
    enrol_totp(agent, one.secret, one.code(before.timestamp()), before)
    user = User(agent=agent.id, email=one.email)
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, "")
