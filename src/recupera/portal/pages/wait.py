"""`/espera`: waits for the worker's verdict, a little on the server, then by a press."""

import time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict, watch
from recupera.portal.cookies import enquiry_of
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other, show

SECONDS_TO_SAY_SO = 10.0


@require_safe
def wait(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    remembered = enquiry.remembered
    if not remembered.envelope:
        return see_other("code")
    published = watch(enquiry.flow, envelope=remembered.envelope, posted_at=remembered.posted_at)
    verdict = published.verdicts.get(remembered.envelope) if published else None
    if verdict:
        return see_other("answer" if verdict == Verdict.GOOD else "code")
    return show(
        request,
        "wait",
        title=_("Estamos revisando su código"),
        slow=time.time() - remembered.posted_at > SECONDS_TO_SAY_SO,
        reference=remembered.reference,
    )
