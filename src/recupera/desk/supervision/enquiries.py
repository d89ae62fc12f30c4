"""Enquiries and what came of them, as the worker counts them by the day."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from recupera.desk.supervision.chart import Series, lines
from recupera.desk.supervision.figure import Figure
from recupera.desk.supervision.period import Period
from recupera.figures.models import DayFigure, What


def enquiries(period: Period) -> Figure:
    names = {
        What.ASKED: _("Consultas"),
        What.PROVEN: _("Probadas"),
        What.CLOSED: _("Cerradas por códigos errados"),
        What.PASSWORDS: _("Contraseñas nuevas"),
        What.OBJECTIONS: _("Objeciones"),
    }
    counted: Counter[tuple[date, str]] = Counter()
    for day, what, count in DayFigure.objects.filter(day__gte=period.first).values_list(
        "day", "what", "count"
    ):
        counted[day, what] += count
    asked = sum(counted[day, What.ASKED] for day in period.each)
    proven = sum(counted[day, What.PROVEN] for day in period.each)
    title = _("Consultas y su resultado, por día")
    said = _("De %(asked)s consultas se probaron %(proven)s (%(share)s %%).") % {
        "asked": asked,
        "proven": proven,
        "share": 100 * proven // asked if asked else 0,
    }
    drawn = (What.ASKED, What.PROVEN, What.PASSWORDS)
    series = [Series(names[what], [counted[day, what] for day in period.each]) for what in drawn]
    return Figure(
        "consultas",
        title,
        (_("Día"), *names.values()),
        [(day.isoformat(), *(counted[day, what] for what in names)) for day in period.each],
        lines(title, said, period.each, series),
        (said, _("Una consulta se cuenta al borrarse, un día después de empezar.")),
    )
