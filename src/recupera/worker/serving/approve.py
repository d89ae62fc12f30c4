"""Another agent agrees to an order, with a fresh second factor over what it says."""

from django.db import IntegrityError, transaction

from recupera.agents.policy import Act
from recupera.orders.content import Forged, opened
from recupera.orders.ladder import OrderKind
from recupera.orders.models import OrderState
from recupera.orders.moving import Elsewhere
from recupera.worker.colleagues import colleagues
from recupera.worker.order_requests import factor_of, order_of
from recupera.worker.order_steps import agree
from recupera.worker.serving.asking import Asking, Reason, Refused

STORE = "vault"


def look_up(asking: Asking) -> tuple[str, ...]:
    """The e-mails of those who administer the same organisation."""
    with transaction.atomic(STORE):
        order = order_of(asking)
    try:
        return colleagues(OrderKind(order.kind), opened(order).body)
    except Forged:
        raise Refused(Reason.WRONG, what="order") from None


def settle(asking: Asking, found: tuple[str, ...]) -> dict[str, object]:
    return approved(asking, Act.APPROVE, found)


def approved(asking: Asking, act: Act, found: tuple[str, ...]) -> dict[str, object]:
    """Nobody approves what they proposed, nor twice, nor as an agent what needs a senior."""
    order = order_of(asking)
    if order.agent == asking.by.id:
        raise Refused(Reason.OWN)
    if order.state != OrderState.PROPOSED:
        raise Refused(Reason.NOT_NOW, state=order.state)
    try:
        if opened(order).told.senior and act is not Act.APPROVE_AS_SENIOR:
            raise Refused(Reason.NOT_ALLOWED)
        agree(order, asking.by, factor_of(asking, act), asking.now, colleagues=found)
    except Forged:
        raise Refused(Reason.WRONG, what="order") from None
    except (IntegrityError, Elsewhere):
        raise Refused(Reason.NOT_NOW, state=order.state) from None
    return {"order": order.id, "state": order.state}
