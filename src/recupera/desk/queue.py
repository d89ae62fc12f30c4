"""The queue: cases by the clock that runs out first, objections before all, a page at a time.

A page begins behind the last row of the one before (its place), so that a case which comes or goes
in between neither shows twice nor is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from recupera.cases.models import Case, State
from recupera.cases.running_out import runs_out
from recupera.letterbox.closed_days import calendar
from recupera.orders.models import Order, OrderState

PAGE = 50
NOBODYS, MINE = "nadie", "mios"
WAITING_ORDERS = (OrderState.PROPOSED, OrderState.HELD, OrderState.APPROVED)
# By their names in the address; `estado` is open where it is not said.
STATES = {
    "abierto": State.OPEN,
    "espera": State.WAITING,
    "respondido": State.ANSWERED,
    "cerrado": State.CLOSED,
}
NAMES = ("estado", "asunto", "quien", "idioma", "vencido", "termino", "orden")


@dataclass(frozen=True)
class Filters:
    """What of the queue is shown; every part empty where all of it is."""

    estado: str = "abierto"
    asunto: str = ""
    quien: str = ""
    idioma: str = ""
    vencido: str = ""
    termino: str = ""
    orden: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """Whatever an address says; what it does not know selects nothing less."""
        given = {name: query.get(name, "")[:40] for name in NAMES if name in query}
        if given.get("estado", "abierto") not in STATES:
            given["estado"] = "abierto"
        return cls(**given)

    def query(self) -> dict[str, str]:
        """For an address: what differs from the queue as it opens."""
        plain = Filters()
        said = {name: getattr(self, name) for name in NAMES}
        return {name: value for name, value in said.items() if value != getattr(plain, name)}


@dataclass(frozen=True)
class Page:
    """`after` is the place behind which the next page begins, empty on the last one."""

    cases: Sequence[Case] = field(default_factory=list)
    after: str = ""


def page(filters: Filters, *, agent: str, after: str, now: datetime) -> Page:
    rows = _filtered(filters, agent, now)
    place = _parsed(after)
    if place is not None:
        rows = rows.filter(_behind(*place))
    found = list(rows.order_by("-urgent", "next_at", "reference").defer("body")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, _place(shown[-1]) if len(found) > PAGE else "")


def _filtered(filters: Filters, agent: str, now: datetime) -> "QuerySet[Case]":
    rows = Case.objects.filter(joined_to="", state=STATES[filters.estado])
    if filters.asunto:
        rows = rows.filter(subject=filters.asunto)
    if filters.idioma:
        rows = rows.filter(language=filters.idioma)
    if filters.quien:
        known = {MINE: agent, NOBODYS: ""}
        rows = rows.filter(assigned_to=known.get(filters.quien, filters.quien))
    if filters.vencido:
        rows = rows.filter(next_at__lt=now)
    if filters.termino:
        rows = rows.filter(runs_out(calendar(), calendar().day_of(now)))
    if filters.orden:
        waits = Order.objects.filter(case=OuterRef("reference"), state__in=WAITING_ORDERS)
        rows = rows.filter(Exists(waits))
    return rows


def _behind(urgent: bool, at: datetime, reference: str) -> Q:
    later = Q(next_at__gte=at) & (Q(next_at__gt=at) | Q(reference__gt=reference))
    return Q(urgent=urgent) & later | (Q(urgent=False) if urgent else Q())


def _place(case: Case) -> str:
    return f"{int(case.urgent)}.{case.next_at.timestamp():.6f}.{case.reference}"


def _parsed(place: str) -> tuple[bool, datetime, str] | None:
    try:
        urgent, whole, part, reference = place.split(".")
        return urgent == "1", datetime.fromtimestamp(float(f"{whole}.{part}"), UTC), reference[:10]
    except (ValueError, OverflowError, OSError):
        return None
