"""`/no-fui-yo/espera`: waits until an objection was judged."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict
from recupera.portal.cookies import objection_of
from recupera.portal.showing import see_other
from recupera.portal.waiting import wait_for


@require_safe
def wait_object(request: HttpRequest) -> HttpResponse:
    objection = objection_of(request)
    if objection is None:
        return see_other("object")
    return wait_for(
        request,
        objection.flow,
        envelope=objection.sent.envelope,
        posted_at=objection.sent.posted_at,
        then=lambda verdict: "objected" if verdict == Verdict.DONE else "object",
        template="wait_object",
        title=_("Estamos bloqueando la recuperación"),
    )
