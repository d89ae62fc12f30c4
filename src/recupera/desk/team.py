"""Agents by their ids, as pages name them."""

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role, ever_allowed


def names() -> dict[str, str]:
    """Everybody who ever worked here: a history names those who left too."""
    return dict(Agent.objects.values_list("id", "name"))


def at_work() -> list[Agent]:
    """Who can be given a case."""
    agents = Agent.objects.filter(left_at=None, joined_at__isnull=False).order_by("name")
    return [one for one in agents if ever_allowed(Role(one.role), Act.ANSWER)]
