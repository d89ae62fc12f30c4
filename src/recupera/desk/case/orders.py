"""The part of a case's page that shows its orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Case
from recupera.desk.order_words import KINDS, STATES, Sentence
from recupera.orders.models import Order


@dataclass(frozen=True)
class Listed:
    """One order in a list."""

    id: str
    kind: Sentence
    state: Sentence
    case: str


def orders_panel(case: Case, agent: Agent) -> dict[str, Any]:
    of_thread = Order.objects.filter(case__in=[case.reference])
    return {"orders": listed(of_thread.order_by("-proposed_at"))}


def listed(orders: Iterable[Order]) -> list[Listed]:
    return [Listed(one.id, KINDS[one.kind], STATES[one.state], one.case_id) for one in orders]
