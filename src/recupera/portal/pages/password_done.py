"""`/contrasena/lista`: the new password is in force; what was done, and who was told."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict
from recupera.portal.pages.proven import proven
from recupera.portal.settable import marked, settable
from recupera.portal.showing import see_other, show


@require_safe
def password_done(request: HttpRequest) -> HttpResponse:
    found = proven(request)
    if isinstance(found, HttpResponse):
        return found
    if found.act_verdict != Verdict.DONE:
        return see_other("new_password")
    accounts = settable(found.published)
    return show(
        request,
        "password_done",
        title=_("Su contraseña nueva está lista"),
        account=marked(accounts, found.enquiry.remembered.account),
        sessions_ended=found.published.ends_sessions,
        several=len(accounts) > 1,
    )
