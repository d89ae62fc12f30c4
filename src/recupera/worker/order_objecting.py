"""An objection to an order: the order ends, the account is frozen, an urgent case is opened."""

import logging
from datetime import datetime

from django.db import transaction

from recupera.orders.content import Body, Forged, said
from recupera.orders.models import Order, OrderObjection, OrderState
from recupera.orders.moving import MOVES, move
from recupera.people import registered_channels
from recupera.recoveries import marks
from recupera.recoveries.content import Content
from recupera.worker.freezing import freeze_account
from recupera.worker.order_notices import tell_supervisors
from recupera.worker.order_steps import tell

log = logging.getLogger(__name__)

STORE = "vault"


def freeze_by_order(objection: OrderObjection, *, envelope: str, now: datetime) -> str | None:
    """Commits all of it; returns the urgent case's reference.

    None where the code was used by somebody else just now. Done twice for one envelope it is done
    once; an objection from a second channel leads to the same case.
    """
    with transaction.atomic(STORE, durable=True):
        order = Order.objects.select_for_update().get(id=objection.order_id)
        mine = OrderObjection.objects.filter(id=objection.id, used_by__in=("", envelope))
        body = _body_of(order)
        if body is None or not mine.update(used_by=envelope):
            return None
        by = registered_channels(body.account)[objection.channel].channel.address
        case = freeze_account(Content(body.account, body.language), order.id, by, now)
        if by in body.unheard:
            tell(order, "objection_noted", now)
            tell_supervisors(order.case_id, now)
        elif (OrderState(order.state), OrderState.OBJECTED) in MOVES:
            move(order, OrderState.OBJECTED, due_at=now, objector=marks.of_channel(by))
            tell(order, "objected", now)
    return case


def _body_of(order: Order) -> Body | None:
    try:
        # However far somebody says that it came: whoever objects is heard.
        return said(order).body
    except Forged as wrong:
        log.error("an order that was objected to is not whole: %s", wrong)
        return None
