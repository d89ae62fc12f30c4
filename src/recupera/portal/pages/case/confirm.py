"""`/caso/confirmar`: the code of the acknowledgement, which confirms the e-mail of a case."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from recupera.letterbox.cases import seal_prove_case
from recupera.letterbox.drop import LetterboxFull, SlotGone, accepting, drop
from recupera.letterbox.slot import Verdict, look, stands
from recupera.people.case_reference import grouped
from recupera.portal import digits
from recupera.portal.cookies import Case, case_of, keep_case
from recupera.portal.pages.case.lost import another_tab
from recupera.portal.pages.case.opened import lapsed
from recupera.portal.showing import see_other, show


@require_http_methods(["GET", "HEAD", "POST"])
def case_confirm(request: HttpRequest) -> HttpResponse:
    case = case_of(request)
    if case is None:
        return see_other("case")
    if request.method != "POST":
        return _form(request, case)
    if request.POST.get("reference") != case.following.reference:
        return another_tab(request, case)
    return _confirm(request, case)


def _confirm(request: HttpRequest, case: Case) -> HttpResponse:
    typed = request.POST.get("code", "")
    found = digits.eight(typed)
    if found is None:
        return _form(request, case, typed=typed, error=_("Escriba los 8 dígitos del código."))
    sealed = seal_prove_case(case.flow, code=found)
    try:
        with accepting():
            drop(sealed)
    except LetterboxFull:
        error = _("Todavía revisamos los códigos anteriores. Espere unos segundos.")
        return _form(request, case, typed=typed, error=error)
    except SlotGone:
        return lapsed(request, case)
    waiting = replace(case.following, envelope=sealed.id, act="confirm", posted_at=time.time())
    return keep_case(see_other("case_wait"), Case(case.flow, waiting))


def _form(request: HttpRequest, case: Case, *, typed: str = "", error: str = "") -> HttpResponse:
    published = look(case.flow, posted_at=case.following.posted_at)
    if published is None and not stands(case.flow):
        return lapsed(request, case)
    shown = published.followed if published else None
    if shown and shown.confirmed:
        return see_other("case_status")
    if published and not shown and case.following.act not in ("open", "confirm"):
        # A code in a slot that proved nothing would be judged as the code for the status.
        return see_other("case")
    if published and not error and "otro" not in request.GET and case.following.act == "confirm":
        verdict = published.verdicts.get(case.following.envelope)
        error = _said(verdict, published.tries_left)
    return show(
        request,
        "case/confirm",
        title=_("Confirme su correo"),
        number=grouped(case.following.reference),
        reference=case.following.reference,
        email=shown.email if shown else case.following.email,
        typed=typed,
        error=error,
    )


def _said(verdict: Verdict | None, tries_left: int) -> str:
    """What became of the last code."""
    if verdict == Verdict.WRONG and tries_left > 0:
        return ngettext(
            "Ese código no es correcto. Le queda %(tries)d intento.",
            "Ese código no es correcto. Le quedan %(tries)d intentos.",
            tries_left,
        ) % {"tries": tries_left}
    if verdict in (Verdict.WRONG, Verdict.TOO_MANY):
        return _("Escribió cinco códigos que no son correctos. Abra su caso otra vez y pida otro.")
    if verdict in (Verdict.EXPIRED, Verdict.SPENT):
        return _("Ese código ya venció o ya se usó. Pida otro.")
    return ""
