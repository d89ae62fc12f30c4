"""Finding a case: by its number, or by a datum that its form has, whole.

The number is the desk's own reading. A datum goes through the hatch, is counted and written down;
it is never in an address.
"""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.cases.thread import find as case_by
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.case.finding import address
from recupera.desk.entering import page_for, signed_in
from recupera.desk.pages.start import rows
from recupera.desk.showing import see_other, show
from recupera.desk.words import refusal
from recupera.people import DatumKind
from recupera.people.case_reference import reference

NUMBER = "numero"


@page_for(Act.SEARCH)
def find(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return see_other("start")
    kind, typed = request.POST.get("kind", NUMBER), request.POST.get("q", "")[:320].strip()
    if kind == NUMBER:
        number = reference(typed)
        case = case_by(number) if number else None
        if case is not None:
            return see_other("case", reference=address(case))
        return _shown(request, kind, typed, sentence=_("No hay ningún caso con ese número."))
    if kind not in set(DatumKind) or not typed:
        return _shown(request, kind, typed, sentence=_("Escriba el dato completo."))
    return _by_datum(request, kind, typed)


def _by_datum(request: HttpRequest, kind: str, typed: str) -> HttpResponse:
    reply = ask_worker(request, Act.SEARCH, kind=kind, datum=typed)
    if not reply.done:
        return _shown(request, kind, typed, sentence=_why(reply))
    found = list(reply.facts.get("cases", ()))
    by = {one.reference: one for one in Case.objects.filter(reference__in=found).defer("body")}
    cases = [by[one] for one in found if one in by]
    more = bool(reply.facts.get("more"))
    sentence = "" if cases else _("Ningún caso tiene ese dato.")
    return _shown(request, kind, typed, sentence=sentence, cases=cases, more=more)


def _why(reply: Reply) -> str:
    if reply.late:
        return _("El sistema no responde todavía. Busque otra vez en un momento.")
    if reply.refused == "malformed":
        return _("Ese dato no está completo o está mal escrito.")
    return str(refusal(reply.refused))


def _shown(
    request: HttpRequest,
    kind: str,
    typed: str,
    *,
    sentence: str,
    cases: list[Case] | None = None,
    more: bool = False,
) -> HttpResponse:
    agent, now = signed_in(request), datetime.now(UTC)
    found = rows(cases or [], agent, now)
    return show(
        request,
        "found",
        title=_("Buscar un caso"),
        rows=found,
        more=more,
        sentence=sentence,
        kind=kind,
        typed=typed,
        may_search=True,
    )
