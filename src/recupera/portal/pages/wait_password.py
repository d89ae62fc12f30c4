"""`/contrasena/espera`: waits until the directory has the new password."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict
from recupera.portal.cookies import enquiry_of
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other
from recupera.portal.waiting import wait_for


@require_safe
def wait_password(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    remembered = enquiry.remembered
    if not remembered.act:
        return see_other("new_password")
    return wait_for(
        request,
        enquiry.flow,
        envelope=remembered.act,
        posted_at=remembered.acted_at,
        then=lambda verdict: "password_done" if verdict == Verdict.DONE else "new_password",
        template="wait_password",
        title=_("Estamos guardando su contraseña"),
        reference=remembered.reference,
    )
