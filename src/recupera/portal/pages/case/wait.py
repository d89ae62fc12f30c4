"""`/caso/espera`: waits until the worker has judged what was left last about a case."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.letterbox.slot import Verdict, stands
from recupera.people.case_reference import grouped
from recupera.portal.cookies import case_of
from recupera.portal.pages.case.told import JUDGED
from recupera.portal.showing import see_other
from recupera.portal.waiting import wait_for


@require_safe
def case_wait(request: HttpRequest) -> HttpResponse:
    case = case_of(request)
    if case is None:
        return see_other("case")
    following = case.following
    if not following.envelope or not stands(case.flow):
        return see_other("case_status")
    return wait_for(
        request,
        case.flow,
        envelope=following.envelope,
        posted_at=following.posted_at,
        then=lambda verdict: _next(following.act, verdict),
        template="case/wait",
        title=_titles().get(following.act, _("Estamos guardando su mensaje")),
        act=following.act,
        number=grouped(following.reference),
    )


def _next(act: str, verdict: Verdict) -> str:
    if verdict in (Verdict.GOOD, Verdict.DONE):
        return "case_status"
    if act == "show_code" and verdict in JUDGED:
        return "case_desk_code"
    return {"ask": "case", "prove": "case_code", "confirm": "case_confirm"}.get(act, "case_status")


def _titles() -> dict[str, str]:
    return {
        "open": _("Estamos registrando su caso"),
        "ask": _("Estamos buscando su caso"),
        "prove": _("Estamos revisando su código"),
        "confirm": _("Estamos revisando su código"),
        "show_code": _("Estamos revisando su código"),
        "close": _("Estamos cerrando su caso"),
        "reopen": _("Estamos abriendo su caso otra vez"),
        "correct_email": _("Estamos guardando su correo"),
        "send_again": _("Estamos enviando su código"),
    }
