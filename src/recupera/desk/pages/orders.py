"""The orders that wait for this agent's eyes: proposed by somebody else, the oldest first."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.case.orders import listed
from recupera.desk.entering import page_for, signed_in
from recupera.desk.showing import show
from recupera.orders.models import Order, OrderState


@page_for(Act.CASE)
def orders(request: HttpRequest) -> HttpResponse:
    waiting = Order.objects.filter(state=OrderState.PROPOSED).exclude(agent=signed_in(request).id)
    rows = listed(waiting.order_by("proposed_at", "id")[:100])
    return show(request, "orders/list", title=_("Órdenes por aprobar"), orders=rows)
