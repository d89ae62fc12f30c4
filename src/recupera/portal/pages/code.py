"""`/codigo`: type the code that was sent. What happened to the last one is said here too."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.drop import LetterboxFull, SlotGone, accepting, drop
from recupera.letterbox.sealing import seal_prove
from recupera.portal import digits
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.code_states import show_code
from recupera.portal.pages.lost import another_tab, gone
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    if request.method != "POST":
        return show_code(request, enquiry)
    if request.POST.get("reference") != enquiry.remembered.reference:
        return another_tab(request, enquiry)
    return _prove(request, enquiry)


def _prove(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    typed = request.POST.get("code", "")
    found = digits.eight(typed)
    if found is None:
        return show_code(
            request, enquiry, typed=typed, error=_("Escriba los 8 dígitos del código.")
        )
    sealed = seal_prove(enquiry.flow, code=found)
    try:
        with accepting():
            drop(sealed)
    except LetterboxFull:
        return show_code(
            request,
            enquiry,
            error=_("Todavía revisamos los códigos anteriores. Espere unos segundos."),
        )
    except SlotGone:
        return gone(request)
    waiting = replace(enquiry.remembered, envelope=sealed.id, posted_at=time.time())
    return keep(see_other("wait"), Enquiry(enquiry.flow, waiting))
