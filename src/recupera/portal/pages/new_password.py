"""`/contrasena/nueva`: a proven person types the new password of one account.

The password is checked here, sealed to the worker and forgotten: it stands in no cookie, no log
and no report of an error, and after a refusal in that one answer's form alone.
"""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from recupera.letterbox.drop import LetterboxFull, SlotGone, accepting, drop
from recupera.letterbox.sealing import seal_set_password
from recupera.letterbox.slot import Shown
from recupera.passwords import check, prepared
from recupera.portal.cookies import Enquiry, keep
from recupera.portal.pages.lost import another_tab, gone
from recupera.portal.pages.new_password_states import show_form, show_state
from recupera.portal.pages.proven import Proven, proven
from recupera.portal.settable import context, marked, settable
from recupera.portal.showing import see_other
from recupera.portal.unseen import Unseen


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    found = proven(request, late=request.method == "POST")
    if isinstance(found, HttpResponse):
        return found
    if request.method != "POST":
        return show_state(request, found)
    if request.POST.get("reference") != found.enquiry.remembered.reference:
        return another_tab(request, found.enquiry)
    account = marked(settable(found.published), request.POST.get("account", ""))
    if account is None or not found.published.can_set_password:
        return see_other("new_password")
    return _set(request, found, account)


def _set(request: HttpRequest, found: Proven, account: Shown) -> HttpResponse:
    typed = Unseen(request.POST.get("password", ""))
    if not typed:
        return show_form(request, found, account, error=_("Escriba la contraseña nueva."))
    reasons = check(typed, context=context(account))
    if reasons:
        return show_form(request, found, account, reasons=reasons, typed=typed)
    try:
        act = _drop(found.enquiry, account, typed)
    except LetterboxFull:
        error = _("Todavía atendemos su envío anterior. Espere unos segundos y presione otra vez.")
        return show_form(request, found, account, error=error, typed=typed)
    except SlotGone:
        return gone(request)
    waiting = replace(found.enquiry.remembered, account=account.mark, act=act, acted_at=time.time())
    return keep(see_other("wait_password"), Enquiry(found.enquiry.flow, waiting))


def _drop(enquiry: Enquiry, account: Shown, typed: Unseen) -> str:
    """Returns the envelope's id. Raises LetterboxFull or SlotGone."""
    sealed = seal_set_password(
        enquiry.flow,
        account=account.mark,
        password=Unseen(prepared(typed)),
        reference=enquiry.remembered.reference,
        language=get_language() or "es",
    )
    with accepting():
        drop(sealed)
    return sealed.id
