"""`/caso/estado`: how the case stands, in the order in which a tired person asks: what, until when,
what do I have to do, what was said. Never anything of an account."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from recupera.people.tracking import grouped_tracking_key
from recupera.portal.case_view import view
from recupera.portal.cookies import Case, keep_case
from recupera.portal.pages.case.opened import Opened, opened
from recupera.portal.pages.case.told import told
from recupera.portal.showing import show


@require_safe
def case_status(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if isinstance(found, HttpResponse):
        return found
    seen = view(found.shown, now=time.time())
    said = told(found)
    page = show(
        request,
        "case/status",
        title=seen.title,
        case=seen,
        reference=found.case.following.reference,
        key=grouped_tracking_key(found.case.following.key),
        told=said,
        text=found.kept.written.text if said and said.bad else "",
    )
    return _renumbered(found, page)


def _renumbered(found: Opened, page: HttpResponse) -> HttpResponse:
    """Where the worker gave the case another number than the portal drew, from now on that one."""
    case, number = found.case, found.published.case
    if not number or number == case.following.reference:
        return page
    return keep_case(page, Case(case.flow, replace(case.following, reference=number)))
