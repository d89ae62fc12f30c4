"""`/codigo/otro`: asks for another code with what was typed before."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.remembered import Remembered
from recupera.portal import asking, hours
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.code_states import MOST_CODES, may_ask_at, may_choose, show_code
from recupera.portal.pages.lost import another_tab, gone
from recupera.portal.question import NotAsked, datum_of
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return see_other("code")
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    remembered = enquiry.remembered
    if request.POST.get("reference") != remembered.reference:
        return another_tab(request, enquiry)
    if remembered.codes >= MOST_CODES:
        return see_other("code")
    if time.time() < may_ask_at(remembered):
        early = _("El primero todavía puede llegar. Podrá pedir otro código a %(hour)s")
        return _not_yet(request, enquiry, early % {"hour": hours.since(may_ask_at(remembered))})
    return _ask(request, enquiry)


def _ask(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    remembered = enquiry.remembered
    by_sms = _by_sms(request, remembered)
    try:
        datum = datum_of(remembered.kind, remembered.typed)
        asking.ask(request, enquiry.flow, datum, reference=remembered.reference, by_sms=by_sms)
    except NotAsked:
        return gone(request)
    except asking.Held as held:
        return show_code(
            request, enquiry, held=held.sentence, closed=held.closed, ticket=held.ticket
        )
    again = replace(
        remembered,
        asked_at=time.time(),
        codes=remembered.codes + 1,
        envelope="",
        posted_at=0.0,
        by_sms=by_sms,
    )
    return keep(see_other("code"), Enquiry(enquiry.flow, again))


def _by_sms(request: HttpRequest, remembered: Remembered) -> bool:
    """What was pressed; the plain button means the way of the last code."""
    if not may_choose(remembered):
        return False
    return {"sms": True, "usual": False}.get(request.POST.get("by", ""), remembered.by_sms)


def _not_yet(request: HttpRequest, enquiry: Enquiry, sentence: str) -> HttpResponse:
    ticket = request.POST.get("ticket", "")
    return show_code(request, enquiry, held=sentence, ticket=ticket)
