"""`/espera`: waits for the worker's verdict on a code."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict
from recupera.portal.cookies import enquiry_of
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other
from recupera.portal.waiting import wait_for


@require_safe
def wait(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    remembered = enquiry.remembered
    if not remembered.envelope:
        return see_other("code")
    aim = "new_password" if remembered.for_password else "answer"
    return wait_for(
        request,
        enquiry.flow,
        envelope=remembered.envelope,
        posted_at=remembered.posted_at,
        then=lambda verdict: aim if verdict == Verdict.GOOD else "code",
        template="wait",
        title=_("Estamos revisando su código"),
        reference=remembered.reference,
    )
