"""A senior takes a deactivation back, within thirty days; the directory is asked at once."""

from recupera.agents.policy import Act
from recupera.orders.ladder import OrderKind
from recupera.orders.models import OrderState
from recupera.orders.moving import REVERSIBLE_FOR, Elsewhere, move
from recupera.worker.order_requests import factor_of, order_of, reason_of
from recupera.worker.order_steps import tell
from recupera.worker.serving.asking import Asking, Reason, Refused

REVERSIBLE = (OrderKind.DEACTIVATE, OrderKind.MERGE)


def settle(asking: Asking, found: None) -> dict[str, object]:
    order, reason = order_of(asking), reason_of(asking)
    if order.kind not in REVERSIBLE or order.state != OrderState.DONE:
        raise Refused(Reason.NOT_NOW, state=order.state)
    if order.done_at is None or asking.now > order.done_at + REVERSIBLE_FOR:
        raise Refused(Reason.TOO_LATE)
    factor_of(asking, Act.REVERSE)
    try:
        move(order, OrderState.REVERSED, due_at=asking.now)
    except Elsewhere:
        raise Refused(Reason.NOT_NOW, state=order.state) from None
    tell(order, "reversed", asking.now, agent=asking.by.id, why=reason)
    return {"order": order.id, "state": order.state}
