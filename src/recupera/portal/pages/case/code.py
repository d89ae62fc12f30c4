"""`/caso/codigo`: type the code that was sent to the confirmed e-mail of a case, if it has one."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.cases import seal_prove_case
from recupera.letterbox.drop import LetterboxFull, SlotGone, accepting, drop
from recupera.portal import digits
from recupera.portal.cookies import Case, case_of, keep_case
from recupera.portal.pages.case.code_states import show_code
from recupera.portal.pages.case.lost import another_tab
from recupera.portal.pages.case.opened import lapsed
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def case_code(request: HttpRequest) -> HttpResponse:
    case = case_of(request)
    if case is None:
        return see_other("case")
    if not case.following.message:
        return see_other("case_status")
    if request.method != "POST":
        return show_code(request, case)
    if request.POST.get("reference") != case.following.message:
        return another_tab(request, case)
    return _prove(request, case)


def _prove(request: HttpRequest, case: Case) -> HttpResponse:
    typed = request.POST.get("code", "")
    found = digits.eight(typed)
    if found is None:
        error = _("Escriba los 8 dígitos del código.")
        return show_code(request, case, typed=typed, error=error)
    sealed = seal_prove_case(case.flow, code=found)
    try:
        with accepting():
            drop(sealed)
    except LetterboxFull:
        error = _("Todavía revisamos los códigos anteriores. Espere unos segundos.")
        return show_code(request, case, typed=typed, error=error)
    except SlotGone:
        return lapsed(request, case)
    waiting = replace(case.following, envelope=sealed.id, act="prove", posted_at=time.time())
    return keep_case(see_other("case_wait"), Case(case.flow, waiting))
