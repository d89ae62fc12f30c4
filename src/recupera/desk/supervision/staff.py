"""Orders that wait, looks at accounts, and what was refused, by agent."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from recupera.agents.models import Agent, Tally
from recupera.agents.policy import Act
from recupera.desk.supervision.chart import Series, columns
from recupera.desk.supervision.figure import Figure
from recupera.desk.supervision.period import Period
from recupera.options import current
from recupera.orders.models import Order, OrderKind, OrderState

REFUSED = "!refused"
MOST_DRAWN = 8


def orders(period: Period) -> Figure:
    states = {
        OrderState.PROPOSED: _("Por aprobar"),
        OrderState.HELD: _("En espera"),
        OrderState.APPROVED: _("Por hacer"),
    }
    kinds = {
        OrderKind.SEND_USERNAME: _("Usuario"),
        OrderKind.START_RESET: _("Clave"),
        OrderKind.CHANGE_EMAIL: _("Correo"),
        OrderKind.UNFREEZE: _("Liberar"),
        OrderKind.DEACTIVATE: _("Baja"),
        OrderKind.MERGE: _("Unión"),
    }
    rows = Order.objects.filter(state__in=states).values_list("kind", "state")
    found = {
        (kind, state): (count, until)
        for kind, state, count, until in rows.annotate(Count("id"), Min("hold_until")).order_by()
    }
    series = [
        Series(name, [found.get((kind, state), (0, None))[0] for kind in kinds])
        for state, name in states.items()
    ]
    table = []
    for number, (kind, name) in enumerate(kinds.items()):
        until = found.get((kind, OrderState.HELD), (0, None))[1]
        ends = until.astimezone(period.calendar.zone).isoformat(timespec="minutes") if until else ""
        table.append((name, *(int(one.values[number]) for one in series), ends))
    title = _("Órdenes que esperan")
    said = _("Hay %(count)s órdenes que esperan.") % {
        "count": sum(count for count, _until in found.values())
    }
    head = (_("Orden"), *states.values(), _("La primera espera termina"))
    chart = columns(title, said, list(kinds.values()), series)
    return Figure("ordenes", title, head, table, chart, (said,))


def views(period: Period) -> Figure:
    """Looks at accounts in clear; the budget is of a day, so the day with most of them is drawn."""
    by_day: dict[str, Counter[date]] = defaultdict(Counter)
    of = Tally.objects.filter(what=Act.VIEW_CLEAR.value, day__gte=period.first)
    for agent, day, count in of.values_list("agent", "day", "count"):
        by_day[agent][day] += count
    names, budget = _names(), current().desk_views
    table = sorted(
        (
            (names.get(agent, agent), days[period.today], max(days.values()), sum(days.values()))
            for agent, days in by_day.items()
        ),
        key=lambda row: (-row[2], row[0]),
    )
    title = _("Cuentas vistas sin máscara, por agente")
    said = _("Cada agente puede ver %(budget)s al día.") % {"budget": budget}
    drawn = table[:MOST_DRAWN]
    series = (Series(_("El día con más"), [row[2] for row in drawn]),)
    chart = columns(title, said, [_short(row[0]) for row in drawn], series, limit=budget)
    head = (_("Agente"), _("Hoy"), _("El día con más"), _("En el período"))
    return Figure("miradas", title, head, table, chart, (said,))


def refused(period: Period) -> Figure:
    of = Tally.objects.filter(what__endswith=REFUSED, day__gte=period.first)
    counted: Counter[tuple[str, str]] = Counter()
    for agent, what, count in of.values_list("agent", "what", "count"):
        counted[agent, what.removesuffix(REFUSED)] += count
    names = _names() | {"": _("(sin ingresar)")}
    table = [(names.get(agent, agent), act, count) for (agent, act), count in counted.most_common()]
    by_agent: Counter[str] = Counter()
    for name, _act, count in table:
        by_agent[name] += count
    title = _("Intentos que el sistema negó, por agente")
    said = _("Se negaron %(count)s intentos en el período.") % {"count": by_agent.total()}
    drawn = by_agent.most_common(MOST_DRAWN)
    series = (Series(_("Negados"), [count for _name, count in drawn]),)
    chart = columns(title, said, [_short(name) for name, _count in drawn], series)
    head = (_("Agente"), _("Acto"), _("Veces"))
    return Figure("negados", title, head, table, chart, (said,))


def _names() -> dict[str, str]:
    return dict(Agent.objects.values_list("id", "name"))


def _short(name: str) -> str:
    """The first word: as much as fits under a column."""
    return name.split(maxsplit=1)[0][:9] if name.strip() else "–"
