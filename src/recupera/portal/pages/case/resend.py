"""`/caso/codigo/otro`: asks for another code for the same case, under the same reference."""

import time
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.portal import hours
from recupera.portal.asking import Held
from recupera.portal.cookies import Case, case_of, keep_case
from recupera.portal.pages.case.asking import ask_case
from recupera.portal.pages.case.code_states import MOST_CODES, may_ask_at, show_code
from recupera.portal.pages.case.lost import another_tab
from recupera.portal.showing import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def case_resend(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return see_other("case_code")
    case = case_of(request)
    if case is None:
        return see_other("case")
    following = case.following
    if not following.message or request.POST.get("reference") != following.message:
        return another_tab(request, case)
    if following.codes >= MOST_CODES:
        return see_other("case_code")
    if time.time() < may_ask_at(following):
        early = _("El primero todavía puede llegar. Podrá pedir otro código a %(hour)s")
        sentence = early % {"hour": hours.since(may_ask_at(following))}
        return show_code(request, case, held=Held(sentence, ticket=request.POST.get("ticket", "")))
    return _ask(request, case)


def _ask(request: HttpRequest, case: Case) -> HttpResponse:
    following = case.following
    try:
        sealed = ask_case(
            request, case.flow, reference=following.reference, key="", message=following.message
        )
    except Held as held:
        return show_code(request, case, held=held)
    again = replace(
        following,
        envelope=sealed.id,
        act="ask",
        posted_at=0.0,
        asked_at=time.time(),
        codes=following.codes + 1,
    )
    return keep_case(see_other("case_code"), Case(case.flow, again))
