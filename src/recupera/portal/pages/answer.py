"""`/respuesta`: the registered data, for a person who proved that a channel is theirs."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Published, Verdict, look
from recupera.options import current
from recupera.portal import hours
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other, show

SECONDS_SHOWN = 600.0


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    shown_at = enquiry.remembered.shown_at
    published = look(enquiry.flow, posted_at=enquiry.remembered.posted_at)
    if shown_at and (published is None or time.time() > shown_at + SECONDS_SHOWN):
        return show(request, "over", title=_("Ya no mostramos sus datos"))
    if published is None or not _proven(published, enquiry.remembered.envelope):
        return see_other("code")
    return _show(request, enquiry, published)


def _proven(published: Published, envelope: str) -> bool:
    """An ask has a verdict too, so a good one counts only for the code that was typed."""
    return bool(published.accounts) or published.verdicts.get(envelope) == Verdict.GOOD


def _show(request: HttpRequest, enquiry: Enquiry, published: Published) -> HttpResponse:
    shown_at = enquiry.remembered.shown_at or time.time()
    page = show(
        request,
        "answer",
        title=_("Sus datos registrados en el %(platform)s")
        % {"platform": current().texts.platform},
        accounts=published.accounts,
        more=published.more,
        shown_until=hours.until(shown_at + SECONDS_SHOWN),
    )
    if enquiry.remembered.shown_at or request.method == "HEAD":
        return page
    return keep(page, Enquiry(enquiry.flow, replace(enquiry.remembered, shown_at=shown_at)))
