"""Whoever proposed an order takes it back; a supervisor may, for somebody who is not there."""

from recupera.agents.policy import Role
from recupera.orders.models import OrderState
from recupera.worker.order_requests import order_of
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.refuse import stopped


def settle(asking: Asking, found: None) -> dict[str, object]:
    order = order_of(asking)
    if asking.by.id != order.agent and asking.by.role != Role.SUPERVISOR:
        raise Refused(Reason.NOT_ALLOWED)
    return stopped(asking, order, OrderState.WITHDRAWN)
