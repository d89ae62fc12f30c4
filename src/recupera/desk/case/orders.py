"""The part of a case's page that shows its orders; and orders as lists show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Case
from recupera.desk import team
from recupera.desk.order_words import KINDS, STATES, Sentence
from recupera.desk.when import moment, today_of
from recupera.orders.ladder import OrderKind
from recupera.orders.models import Order, OrderState
from recupera.orders.moving import REVERSIBLE_FOR
from recupera.people.case_reference import grouped

REVERSIBLE = (OrderKind.DEACTIVATE, OrderKind.MERGE)


@dataclass(frozen=True)
class Listed:
    """One order in a list; `until` is when its hold ends, empty where it is in none."""

    id: str
    kind: Sentence
    state: Sentence
    case: str
    by: str
    when: str
    until: str


def orders_panel(case: Case, agent: Agent) -> dict[str, Any]:
    of_thread = Order.objects.filter(case__in=[case.reference])
    return {"orders": listed(of_thread.order_by("-proposed_at"))}


def listed(orders: Iterable[Order]) -> list[Listed]:
    names, today = team.names(), today_of(datetime.now(UTC))
    return [
        Listed(
            one.id,
            KINDS[one.kind],
            STATES[one.state],
            grouped(one.case_id),
            names.get(one.agent, ""),
            moment(one.proposed_at, today=today),
            moment(one.hold_until, today=today)
            if one.hold_until and one.state == OrderState.HELD
            else "",
        )
        for one in orders
    ]


def reversible_until(order: Order) -> datetime | None:
    """Until when a senior may take it back; None where there is nothing to take back."""
    done = order.state == OrderState.DONE and order.kind in REVERSIBLE
    return order.done_at + REVERSIBLE_FOR if done and order.done_at else None
