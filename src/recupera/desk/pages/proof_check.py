"""`/caso/<number>/revisar/<kind>`: looking at a case's files by their checklist, item by item."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.cases.checklists import CheckItem, Compares
from recupera.cases.models import Case
from recupera.desk.asking import ask_worker
from recupera.desk.case import proof_words as words
from recupera.desk.case.filed import filed
from recupera.desk.case.finding import address
from recupera.desk.entering import page_for
from recupera.desk.pages.proofs import LOOKED_AT, laddered, shown, why
from recupera.desk.showing import see_other, show
from recupera.orders.checking import LONGEST_NOTE, LONGEST_TYPED, checklist_of
from recupera.orders.ladder import ProofKind

Given = Mapping[str, dict[str, Any]]


@page_for(Act.CHECK)
def proof_check(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    case = laddered(reference)
    checklist = checklist_of(case, kind) if kind in LOOKED_AT else None
    if checklist is None:
        raise Http404
    if request.method != "POST":
        return _form(request, case, kind, checklist.items)
    given = {item.slug: _given(request, item) for item in checklist.items}
    reply = ask_worker(
        request,
        Act.CHECK,
        case=case.reference,
        account=request.POST.get("account", "")[:64],
        kind=kind,
        items=given,
        files=[one.id for one in _files(case) if request.POST.get(f"file-{one.id}")],
        revision=_revision(request),
    )
    if not reply.done:
        return _form(request, case, kind, checklist.items, refused=why(reply))
    if reply.facts.get("good"):
        there = see_other("proofs", reference=address(case))
        there["Location"] += "?hecho=good"
        return there
    labels = [
        item.label.said(get_language() or "es")
        for item in checklist.items
        if item.slug in reply.facts.get("wrong", ())
    ]
    return shown(request, case, done="failed", wrong=labels)


def _given(request: HttpRequest, item: CheckItem) -> dict[str, Any]:
    return {
        "yes": request.POST.get(f"yes-{item.slug}") == "yes",
        "typed": request.POST.get(f"typed-{item.slug}", "")[:LONGEST_TYPED],
        "note": request.POST.get(f"note-{item.slug}", "")[:LONGEST_NOTE],
    }


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else -1


def _files(case: Case) -> list[Any]:
    thread = [case, *Case.objects.filter(joined_to=case.reference)]
    language, now = get_language() or "es", datetime.now(UTC)
    return [one for one in filed(thread, language, now=now) if one.given]


def _form(
    request: HttpRequest,
    case: Case,
    kind: str,
    items: tuple[CheckItem, ...],
    *,
    refused: str = "",
) -> HttpResponse:
    """With everything that was answered before, also where the worker refused."""
    language = get_language() or "es"
    lines = [
        {
            "slug": item.slug,
            "label": item.label.said(language),
            "copied": item.compares is not None,
            "date": item.compares is Compares.DATE,
            **_given(request, item),
        }
        for item in items
    ]
    files = [(one, bool(request.POST.get(f"file-{one.id}"))) for one in _files(case)]
    return show(
        request,
        "proofs/check",
        title=_("Revise: %(what)s") % {"what": words.PROOFS[ProofKind(kind)]},
        number=address(case),
        kind=kind,
        lines=lines,
        files=files,
        account=request.POST.get("account", request.GET.get("cuenta", ""))[:64],
        revision=case.revision,
        refused=words.refusal(refused) if refused else "",
    )
