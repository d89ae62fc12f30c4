"""Once a day, in hours of service: supervisors hear by mail how many terms run out. Counts alone.

That somebody was told today stands with what agents did that day, so no restart tells them twice.
"""

from datetime import datetime, timedelta

from django.db import transaction

from recupera.agents import tally
from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.cases.running_out import RunningOut, running_out
from recupera.clocks import service
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import AgentAddress

STORE = "vault"
LIVES = timedelta(hours=8)
TOLD = "digest"


def tell_supervisors() -> int:
    """Returns how many were told."""
    at = now(STORE)
    if not current().desk_digest or not service.standing(calendar(), at).open:
        return 0
    found = running_out(calendar(), calendar().day_of(at))
    if not found:
        return 0
    with transaction.atomic(STORE):
        supervisors = Agent.objects.filter(
            role=Role.SUPERVISOR.value, left_at=None, joined_at__isnull=False
        )
        # Held, so that of two workers one tells them.
        held = list(supervisors.select_for_update().order_by("id"))
        return sum(_told(one, found, at) for one in held)


def _told(agent: Agent, found: RunningOut, at: datetime) -> bool:
    if tally.today(agent.id, TOLD, at):
        return False
    tally.count(agent.id, TOLD, at)
    said = {"late": found.late, "soon": found.soon}
    to, language = AgentAddress(agent.email), LANGUAGES[agent.language]
    letter = Letter(Template.TERMS_BY_EMAIL, to, language, said)
    put([letter], expires_at=at + LIVES, now=at)
    return True
