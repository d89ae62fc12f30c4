"""Counting what agents do, by the day of the service's calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connections

from recupera.agents.models import Tally
from recupera.options import current

STORE = "vault"
COUNT = """
INSERT INTO agents_tally (agent, day, what, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (agent, day, what) DO UPDATE SET count = agents_tally.count + 1
"""


def day_of(at: datetime) -> date:
    return at.astimezone(ZoneInfo(current().texts.service.zone)).date()


def count(agent: str, what: str, at: datetime) -> None:
    """Adds one, in the caller's transaction."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(COUNT, [agent[:16], day_of(at), what])


def today(agent: str, what: str, at: datetime) -> int:
    """How often so far on that day."""
    found = Tally.objects.filter(agent=agent, day=day_of(at), what=what)
    return found.values_list("count", flat=True).first() or 0
