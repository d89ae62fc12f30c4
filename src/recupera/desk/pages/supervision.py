"""How the house works, in pictures: for supervisors and auditors, of numbers and of nobody."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.agents.policy import Act
from recupera.desk import warnings
from recupera.desk.entering import page_for, signed_in
from recupera.desk.showing import show
from recupera.desk.supervision.cases import backlog, flow
from recupera.desk.supervision.enquiries import enquiries
from recupera.desk.supervision.figure import Figure
from recupera.desk.supervision.period import CHOICES, Period
from recupera.desk.supervision.staff import orders, refused, views
from recupera.desk.supervision.times import times
from recupera.letterbox.closed_days import calendar

FIGURES: dict[str, Callable[[Period], Figure]] = {
    "casos": flow,
    "tiempos": times,
    "edades": backlog,
    "ordenes": orders,
    "miradas": views,
    "negados": refused,
    "consultas": enquiries,
}


@require_safe
@page_for(Act.FIGURES)
def supervision(request: HttpRequest) -> HttpResponse:
    period = _period(request)
    figures = [make(period) for make in FIGURES.values()]
    return show(
        request,
        "supervision",
        title=_("Supervisión"),
        warning=warnings.of_house(signed_in(request), now=period.now),
        period=period,
        choices=CHOICES,
        figures=figures,
    )


@require_safe
@page_for(Act.FIGURES)
def figure_file(request: HttpRequest, figure: str) -> HttpResponse:
    """One figure as a file for a spreadsheet."""
    if figure not in FIGURES:
        raise Http404
    period = _period(request)
    response = HttpResponse(FIGURES[figure](period).csv, content_type="text/csv; charset=utf-8")
    name = f"{figure}-{period.first}-{period.today}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _period(request: HttpRequest) -> Period:
    asked = request.GET.get("dias", "")
    days = int(asked) if asked in map(str, CHOICES) else CHOICES[1]
    return Period(days, datetime.now(UTC), calendar())
