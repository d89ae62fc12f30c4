"""`/caso/estado`: how the case stands, in the order in which a tired person asks: what, until when,
what do I have to do, what was said. Never anything of an account.

It is the case as it was when this browser asked or did something last: what the desk or the scanner
did since comes with [Actualizar], which asks anew."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from recupera.people.tracking import grouped_tracking_key
from recupera.portal import days
from recupera.portal.case_view import view
from recupera.portal.cookies import Case, keep_case
from recupera.portal.pages.case.opened import Opened, opened
from recupera.portal.pages.case.told import told
from recupera.portal.showing import price, show


@require_safe
def case_status(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    following, now = found.case.following, time.time()
    seen = view(found.shown, now=now)
    said = told(found)
    page = show(
        request,
        "case/status",
        title=seen.title,
        case=seen,
        reference=following.reference,
        key=grouped_tracking_key(following.key),
        seen_at=_minute(following.posted_at, now),
        told=said,
        text=found.kept.written.text if said and said.bad else "",
        status=200,
        **price(request),
    )
    return _renumbered(found, page)


def _minute(at: float, now: float) -> str:
    return days.day_and_hour(datetime.fromtimestamp(at, UTC), today=days.today(now))


def _renumbered(found: Opened, page: HttpResponse) -> HttpResponse:
    """Where the worker gave the case another number than the portal drew, from now on that one."""
    case, number = found.case, found.published.case
    if not number or number == case.following.reference:
        return page
    return keep_case(page, Case(case.flow, replace(case.following, reference=number)))
