"""The queues that somebody keeps at hand: keep one, name it anew, put it first, drop it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.entering import page_for, signed_in
from recupera.desk.models import SavedView
from recupera.desk.queue import Filters
from recupera.desk.showing import see_other, show

STORE = "vault"
MOST = 20
LONGEST = 60


@page_for(Act.QUEUE)
def views(request: HttpRequest) -> HttpResponse:
    mine = SavedView.objects.filter(agent=signed_in(request).id).order_by("place", "id")
    if request.method == "POST":
        with transaction.atomic(STORE):
            _do(request, list(mine))
        return see_other("views")
    return show(request, "views", title=_("Mis vistas"), views=mine)


def _do(request: HttpRequest, mine: list[SavedView]) -> None:
    name = request.POST.get("name", "").strip()[:LONGEST]
    chosen = next((one for one in mine if str(one.pk) == request.POST.get("view")), None)
    if chosen is None:
        if name and len(mine) < MOST and "keep" in request.POST:
            _keep(request, name, place=len(mine))
    elif "drop" in request.POST:
        chosen.delete()
    elif "up" in request.POST:
        _order([chosen, *_before(mine, chosen)], mine)
    elif name:
        SavedView.objects.filter(pk=chosen.pk).update(name=name)


def _keep(request: HttpRequest, name: str, *, place: int) -> None:
    """Of the address only what the queue understands."""
    query = QueryDict(mutable=True)
    query.update(Filters.of(QueryDict(request.POST.get("query", "")[:400]).dict()).query())
    agent = signed_in(request).id
    SavedView.objects.create(agent=agent, name=name, query=query.urlencode(), place=place)


def _before(mine: list[SavedView], chosen: SavedView) -> list[SavedView]:
    """The one that it passes on its way up."""
    at = mine.index(chosen)
    return mine[at - 1 : at] if at else []


def _order(pair: list[SavedView], mine: list[SavedView]) -> None:
    rest = [one for one in mine if one not in pair]
    at = min(mine.index(one) for one in pair)
    for place, one in enumerate([*rest[:at], *pair, *rest[at:]]):
        SavedView.objects.filter(pk=one.pk).update(place=place)
