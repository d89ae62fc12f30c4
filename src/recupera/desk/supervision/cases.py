"""Cases in and out, and how old those are that are not closed."""

from collections import Counter
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from recupera.cases.models import Case, State
from recupera.desk.supervision.chart import Series, columns, lines
from recupera.desk.supervision.figure import Cell, Figure
from recupera.desk.supervision.period import Period

AGES = ((0, 1), (2, 3), (4, 7), (8, 15), (16, 30), (31, None))


def flow(period: Period) -> Figure:
    came = _by_day(period, "opened_at")
    went = _by_day(period, "closed_at")
    title = _("Casos que entraron y que se cerraron, por día")
    series = (
        Series(_("Entraron"), [came[day] for day in period.each]),
        Series(_("Se cerraron"), [went[day] for day in period.each]),
    )
    totals = {"came": sum(came.values()), "went": sum(went.values())}
    said = _("En el período entraron %(came)s casos y se cerraron %(went)s.") % totals
    return Figure(
        "casos",
        title,
        (_("Día"), _("Entraron"), _("Se cerraron")),
        [(day.isoformat(), came[day], went[day]) for day in period.each],
        lines(title, said, period.each, series),
        (said,),
    )


def backlog(period: Period) -> Figure:
    """Of the cases themselves: one that was joined to another waits with it."""
    states = {
        State.OPEN: _("Por responder"),
        State.WAITING: _("Esperan a la persona"),
        State.ANSWERED: _("Respondidos, sin cerrar"),
    }
    rows = Case.objects.filter(joined_to="", state__in=states)
    counted: Counter[tuple[str, int]] = Counter()
    for state, at in rows.values_list("state", "received_at").iterator():
        counted[state, _age(period, at)] += 1
    title = _("Casos sin cerrar, por su edad en días")
    places = [_age_named(*ages) for ages in AGES]
    series = [
        Series(name, [counted[state, number] for number in range(len(AGES))])
        for state, name in states.items()
    ]
    said = _("Hay %(count)s casos sin cerrar.") % {"count": sum(counted.values())}
    table: list[tuple[Cell, ...]] = [
        (place, *(int(one.values[number]) for one in series)) for number, place in enumerate(places)
    ]
    head = (_("Días desde que llegó"), *states.values())
    return Figure("edades", title, head, table, columns(title, said, places, series), (said,))


def _by_day(period: Period, moment: str) -> Counter[date]:
    zone = period.calendar.zone
    rows = Case.objects.filter(**{f"{moment}__gte": period.since})
    days = rows.annotate(day=TruncDate(moment, tzinfo=zone)).values_list("day")
    return Counter(dict(days.annotate(count=Count("reference")).order_by()))


def _age(period: Period, at: datetime) -> int:
    days = (period.today - period.calendar.day_of(at)).days
    return next(number for number, (_, last) in enumerate(AGES) if last is None or days <= last)


def _age_named(first: int, last: int | None) -> str:
    return f"{first}–{last}" if last is not None else f"{first}+"
