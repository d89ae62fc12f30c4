"""Who has a case open at this moment, so that two agents do not do one thing twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from recupera.desk.models import Presence

# Three times the pace at which a page says that it is still there.
GONE = timedelta(seconds=60)


def here(case: str, agent: str, *, writing: bool, now: datetime) -> None:
    """Notes that the agent has the case open; forgets those who went."""
    Presence.objects.filter(seen_at__lt=now - GONE).delete()
    Presence.objects.update_or_create(
        case=case, agent=agent, defaults={"writing": writing, "seen_at": now}
    )


def others(case: str, agent: str, *, now: datetime) -> list[tuple[str, bool]]:
    """The ids of the others there, and whether each is writing."""
    there = Presence.objects.filter(case=case, seen_at__gte=now - GONE).exclude(agent=agent)
    return list(there.order_by("agent").values_list("agent", "writing"))


def lookers(cases: Iterable[str], agent: str, *, now: datetime) -> dict[str, list[str]]:
    """For a page of the queue: who else looks at which."""
    found: dict[str, list[str]] = {}
    there = Presence.objects.filter(case__in=list(cases), seen_at__gte=now - GONE)
    for case, other in there.exclude(agent=agent).order_by("agent").values_list("case", "agent"):
        found.setdefault(case, []).append(other)
    return found
