"""`/respuesta`: the registered data, for a person who proved that a channel is theirs."""

import time
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Published, Verdict, look
from recupera.options import current
from recupera.portal import hours
from recupera.portal.answered import SECONDS_SHOWN, ended, last_verdict, shown_since
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other, show


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    published = look(enquiry.flow, posted_at=enquiry.remembered.posted_at)
    lost = published is None and enquiry.remembered.shown_at
    if lost or ended(enquiry, published):
        return show(request, "over", title=_("Ya no mostramos sus datos"))
    if published is None or not _proven(enquiry, published):
        return see_other("code")
    return _show(request, enquiry, published)


def _proven(enquiry: Enquiry, published: Published) -> bool:
    """An ask has a verdict too, so a good one counts only for the code that was typed."""
    return bool(published.accounts) or last_verdict(enquiry, published) == Verdict.GOOD


def _show(request: HttpRequest, enquiry: Enquiry, published: Published) -> HttpResponse:
    since = shown_since(enquiry, published)
    shown_at = since or time.time()
    page = show(
        request,
        "answer",
        title=_("Sus datos registrados en el %(platform)s")
        % {"platform": current().texts.platform},
        accounts=published.accounts,
        more=published.more,
        reference=enquiry.remembered.reference,
        shown_until=hours.until(shown_at + SECONDS_SHOWN),
        **_told(enquiry, published),
    )
    if since or request.method == "HEAD":
        return page
    return keep(page, Enquiry(enquiry.flow, replace(enquiry.remembered, shown_at=shown_at)))


def _told(enquiry: Enquiry, published: Published) -> dict[str, Any]:
    """What came of the last code, and what it did not prove."""
    verdict = last_verdict(enquiry, published)
    accounts = published.accounts
    return {
        "news": _news(published, verdict),
        "added": not all(one.added for one in accounts),
        "waiting": bool(enquiry.remembered.envelope) and verdict is None,
        "repeated": len({(one.organisation, one.name) for one in accounts}) < len(accounts),
        "by_sms_alone": any(one.active and not one.by_email for one in accounts),
    }


def _news(published: Published, verdict: Verdict | None) -> str:
    added = sum(one.added for one in published.accounts)
    if verdict == Verdict.SPENT:
        return _("Ese código ya se usó: las cuentas que abre ya están aquí.")
    if verdict != Verdict.GOOD or added == len(published.accounts):
        return ""
    if not added:
        return _("El código es correcto. Las cuentas que abre ya estaban aquí.")
    return ngettext(
        "Agregamos %(number)d cuenta a las que ya veía.",
        "Agregamos %(number)d cuentas a las que ya veía.",
        added,
    ) % {"number": added}
