"""`/caso/<number>/llamada`: the registered number, how to ask, and the box for two digits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.asking import again, ask_worker
from recupera.desk.case.finding import address
from recupera.desk.entering import page_for
from recupera.desk.pages.proofs import CALL, laddered, shown, why
from recupera.desk.showing import see_other, show


@page_for(Act.CALL)
def proof_call(request: HttpRequest, reference: str) -> HttpResponse:
    case = laddered(reference)
    of, account, cookie = request.session.get(CALL, ["", "", ""])
    told = again(cookie) if of == case.reference else None
    if request.method != "POST":
        if told is None:
            return see_other("proofs", reference=address(case))
        return _form(request, address(case), told.facts)
    typed = "".join(request.POST.get("digits", "").split())
    if not (len(typed) == 2 and typed.isascii() and typed.isdecimal()):
        facts = told.facts if told else {}
        return _form(request, address(case), facts, error=_("Escriba los dos dígitos."))
    reply = ask_worker(request, Act.MATCH, case=case.reference, account=account, digits=typed)
    if not reply.done:
        return shown(request, case, refused=why(reply))
    request.session.pop(CALL, None)
    there = see_other("proofs", reference=address(case))
    there["Location"] += "?hecho=" + ("good" if reply.facts.get("good") else "not_matched")
    return there


def _form(
    request: HttpRequest, number: str, facts: dict[str, Any], *, error: str = ""
) -> HttpResponse:
    return show(
        request,
        "proofs/call",
        title=_("Llame y pida los dos dígitos"),
        number=number,
        phone=facts.get("phone", ""),
        known=bool(facts),
        error=error,
        typed=request.POST.get("digits", ""),
    )
