"""`/caso`: the number of a case, and its tracking key or nothing: then a code goes by e-mail.

The same for every number: whether there is such a case only the worker can tell.
"""

import time
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Following, new_reference
from recupera.letterbox.slot import Verdict, look
from recupera.people.case_reference import grouped, reference
from recupera.people.tracking import grouped_tracking_key, tracking_key
from recupera.portal.asking import Held
from recupera.portal.cookies import Case, case_of, keep_case
from recupera.portal.pages.case.asking import ask_case
from recupera.portal.showing import price, see_other, show

# One text, whatever is wrong: no such case, another key, a case that was joined or is gone.
DIFFER = "differ"


@dataclass(frozen=True)
class Typed:
    """What came with the form, and what is wrong with it by its form alone."""

    number: str = ""
    key: str = ""

    @property
    def wrong(self) -> dict[str, str]:
        """The sentence of each field that cannot be right."""
        found = {}
        if not self.number:
            found["number"] = _("Escriba el número de su caso.")
        elif reference(self.number) is None:
            found["number"] = _("Revise el número: son 10 dígitos, y alguno falta o cambió.")
        if self.key and tracking_key(self.key) is None:
            found["key"] = _("Revise la clave: son 15 letras y números, y alguno falta o cambió.")
        return found


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _ask(request, _typed(request))
    kept = case_of(request)
    if kept is None or "otro" in request.GET:
        return _form(request, Typed())
    return _outcome(request, kept)


def _typed(request: HttpRequest) -> Typed:
    return Typed(request.POST.get("number", "").strip(), request.POST.get("key", "").strip())


def _ask(request: HttpRequest, typed: Typed) -> HttpResponse:
    ticket = request.POST.get("ticket", "")
    if "language" in request.POST:
        return _form(request, typed, ticket=ticket)
    if typed.wrong:
        return _form(request, typed, wrong=typed.wrong, ticket=ticket)
    number, key = reference(typed.number) or "", tracking_key(typed.key) or ""
    before = case_of(request)
    unlike = before.following.message if before else ""
    flow, message = Flow.mint(), "" if key else new_reference(unlike=unlike)
    try:
        sealed = ask_case(request, flow, reference=number, key=key, message=message)
    except Held as held:
        return _form(request, typed, held=held, ticket=held.ticket)
    following = replace(
        _known(request, number),
        key=key,
        message=message,
        envelope=sealed.id,
        act="ask",
        posted_at=time.time(),
        asked_at=time.time(),
        codes=0 if key else 1,
    )
    return keep_case(see_other("case_wait" if key else "case_code"), Case(flow, following))


def _known(request: HttpRequest, number: str) -> Following:
    """What this browser knows of that case from having opened it."""
    kept = case_of(request)
    return kept.following if kept and kept.following.reference == number else Following(number)


def _outcome(request: HttpRequest, kept: Case) -> HttpResponse:
    """For a browser that follows a case: the case, if it is open, or the form filled in."""
    following = kept.following
    published = look(kept.flow, posted_at=following.posted_at)
    if published and published.followed:
        return see_other("case_status")
    typed = Typed(grouped(following.reference), grouped_tracking_key(following.key))
    verdict = published.verdicts.get(following.envelope) if published else None
    if verdict == Verdict.TRY_AGAIN:
        late = Held(_("No alcanzamos a atender su consulta. Presione el botón otra vez."))
        return _form(request, typed, held=late)
    if verdict == Verdict.WRONG and following.key:
        return _form(request, typed, wrong={DIFFER: _("El número o la clave no coinciden.")})
    return _form(request, typed)


def _form(
    request: HttpRequest,
    typed: Typed,
    *,
    wrong: dict[str, str] | None = None,
    held: Held | None = None,
    ticket: str = "",
) -> HttpResponse:
    wrong = wrong or {}
    context: dict[str, Any] = {"wrong": wrong, "target": "key" if "key" in wrong else "number"}
    if "number" in wrong:
        context["target"] = "number"
    return show(
        request,
        "case/case",
        title=_("Consulte su caso"),
        status=429 if held and held.closed else 200,
        typed=typed,
        sentence=next(iter(wrong.values()), ""),
        held=held,
        **context,
        **price(request, ticket=ticket),
    )
