"""Moving an order on: each move is compare-and-set, so of two workers one does it."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from recupera.orders.content import seal_state
from recupera.orders.models import Order, OrderState

PROPOSED, HELD, APPROVED = OrderState.PROPOSED, OrderState.HELD, OrderState.APPROVED
DONE, REFUSED, OBJECTED = OrderState.DONE, OrderState.REFUSED, OrderState.OBJECTED
# The diagram stands in `orders.models`, and a test compares it with this.
MOVES = frozenset(
    {
        (PROPOSED, APPROVED),
        (PROPOSED, HELD),
        (PROPOSED, OrderState.WITHDRAWN),
        (PROPOSED, REFUSED),
        (PROPOSED, OrderState.EXPIRED),
        (HELD, OBJECTED),
        (HELD, REFUSED),
        (HELD, OrderState.WITHDRAWN),
        (HELD, APPROVED),
        (APPROVED, REFUSED),
        (APPROVED, DONE),
        (APPROVED, OrderState.FAILED),
        (APPROVED, OBJECTED),
        (DONE, OBJECTED),
        (DONE, OrderState.REVERSED),
    }
)
# Nobody approves what was proposed so long ago.
PROPOSAL_LIVES = timedelta(days=7)
# A deactivation is taken back within this.
REVERSIBLE_FOR = timedelta(days=30)


class Elsewhere(Exception):
    """Somebody else has moved this order meanwhile."""


def move(order: Order, new: OrderState, *, due_at: datetime | None, **changes: Any) -> None:
    """In the caller's transaction. Raises Elsewhere; `order` then says what it said before."""
    old = OrderState(order.state)
    assert (old, new) in MOVES
    changes |= {"state": new, "due_at": due_at, "revision": order.revision + 1}
    moved = copy(order)
    for name, value in changes.items():
        setattr(moved, name, value)
    changes["seal"] = seal_state(moved)
    held = Order.objects.filter(id=order.id, state=old, revision=order.revision)
    if not held.update(**changes):
        raise Elsewhere
    for name, value in changes.items():
        setattr(order, name, value)


def take(order: Order, until: datetime) -> bool:
    """Leases it to the caller; False where another worker was quicker."""
    held = Order.objects.filter(id=order.id, revision=order.revision)
    if not held.update(due_at=until, revision=order.revision + 1):
        return False
    order.revision, order.due_at = order.revision + 1, until
    return True
