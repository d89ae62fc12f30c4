"""`/calendario`: whether somebody is there, when next, and every day on which nobody is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.cases.catalogue import load_catalogue
from recupera.clocks import legal
from recupera.clocks.calendar import Calendar, Rest
from recupera.clocks.service import next_opening, standing
from recupera.letterbox.closed_days import calendar
from recupera.options import current
from recupera.portal.hours import weekday_and_day, weekday_and_hour
from recupera.portal.reasons import because
from recupera.portal.showing import show
from recupera.portal.week import rows

# From then on people ask for the next year's days.
NOVEMBER = 11


@dataclass(frozen=True)
class Year:
    """The days of rest of a year: those still to come, and those that have passed."""

    year: int
    coming: list[dict[str, str]]
    passed: list[dict[str, str]]


@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    by, now = calendar(), datetime.now(UTC)
    return show(
        request,
        "calendar",
        title=_("Calendario de atención"),
        week=rows(by.service),
        years=[_year(by, year, by.day_of(now)) for year in years(by.day_of(now))],
        **_now(by, now),
        **_example(by, by.day_of(now)),
    )


def years(today: date) -> list[int]:
    """The years whose days are shown."""
    return [today.year, today.year + 1][: 2 if today.month >= NOVEMBER else 1]


def _now(by: Calendar, now: datetime) -> dict[str, Any]:
    stands = standing(by, now)
    return {
        "open_now": stands.open,
        "next_opening": weekday_and_hour(next_opening(by, now).timestamp()),
        "why_closed": because(stands.reasons, now=by.day_of(now)),
    }


def _year(by: Calendar, year: int, today: date) -> Year:
    rests = by.rests_of(year)
    coming = [_shown(rest) for rest in rests if rest.day >= today]
    return Year(year, coming, [_shown(rest) for rest in rests if rest.day < today])


def _shown(rest: Rest) -> dict[str, str]:
    day = weekday_and_day(rest.day)
    return {"day": day[0].upper() + day[1:], "reason": rest.reason.said(get_language() or "es")}


def _example(by: Calendar, today: date) -> dict[str, Any]:
    """The commonest term of the platform's cases, as if one came in today."""
    catalogue = load_catalogue(current().preset)
    subject = catalogue.subject(catalogue.first[-1]) if catalogue else None
    term = catalogue.term(subject.term) if catalogue and subject else None
    if term is None:
        return {}
    due = legal.due(by, today, term.days)
    return {
        "term": term.label.said(get_language() or "es"),
        "term_days": term.days,
        "today": weekday_and_day(today),
        "due": weekday_and_day(due.day, now=today),
        "why_due": because(due.reasons, now=today),
    }
