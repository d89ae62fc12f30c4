"""The orders that are on their way: first those that wait for this agent's eyes, oldest first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.case.orders import Listed, listed
from recupera.desk.entering import page_for, signed_in
from recupera.desk.showing import show
from recupera.orders.models import Order, OrderState

MOST = 100


@dataclass(frozen=True)
class Group:
    slug: str
    title: str
    orders: list[Listed]


@page_for(Act.CASE)
def orders(request: HttpRequest) -> HttpResponse:
    mine = Q(agent=signed_in(request).id)
    proposed, held = Q(state=OrderState.PROPOSED), Q(state=OrderState.HELD)
    groups = [
        Group("others", _("Por aprobar"), _listed(proposed & ~mine)),
        Group("mine", _("Las que usted propuso"), _listed(proposed & mine)),
        Group("held", _("En espera de una objeción"), _listed(held)),
    ]
    return show(request, "orders/list", title=_("Órdenes"), groups=groups)


def _listed(which: Any) -> list[Listed]:
    return listed(Order.objects.filter(which).order_by("proposed_at", "id")[:MOST])
