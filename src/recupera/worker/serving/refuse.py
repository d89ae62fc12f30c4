"""Another agent says no to an order; stopping one takes no second factor."""

from recupera.orders.models import Order, OrderState
from recupera.orders.moving import MOVES, Elsewhere
from recupera.worker.order_requests import order_of, reason_of
from recupera.worker.order_steps import stop
from recupera.worker.serving.asking import Asking, Reason, Refused


def settle(asking: Asking, found: None) -> dict[str, object]:
    order = order_of(asking)
    if order.agent == asking.by.id:
        raise Refused(Reason.OWN)
    return stopped(asking, order, OrderState.REFUSED)


def stopped(asking: Asking, order: Order, state: OrderState) -> dict[str, object]:
    """Before it was approved for good; afterwards it is the worker's, or a senior's to reverse."""
    if order.state == OrderState.APPROVED or (OrderState(order.state), state) not in MOVES:
        raise Refused(Reason.NOT_NOW, state=order.state)
    try:
        stop(order, state, asking.now, agent=asking.by.id, why=reason_of(asking))
    except Elsewhere:
        raise Refused(Reason.NOT_NOW, state=order.state) from None
    return {"order": order.id, "state": order.state}
