"""`/respuesta`: the registered data, for a person who proved that a channel is theirs."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Published, Verdict
from recupera.options import current
from recupera.portal import hours
from recupera.portal.answered import SECONDS_SHOWN, last_verdict, shown_since
from recupera.portal.cookies import Enquiry
from recupera.portal.pages.proven import first_look, proven
from recupera.portal.showing import show


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    found = proven(request)
    if isinstance(found, HttpResponse):
        return found
    enquiry, published = found.enquiry, found.published
    shown_at = shown_since(enquiry, published) or time.time()
    page = show(
        request,
        "answer",
        title=_("Sus datos registrados en el %(platform)s")
        % {"platform": current().texts.platform},
        accounts=published.accounts,
        more=published.more,
        reference=enquiry.remembered.reference,
        second=published.second,
        shown_until=hours.until(shown_at + SECONDS_SHOWN),
        **_told(enquiry, published),
    )
    return first_look(request, found, page)


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
