"""Something done with a case: what is written is looked at once more, then asked of the worker.

Whatever comes back, what was typed stands in the page until it is done.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk import presence, team, texts, words
from recupera.desk.asking import Reply, again, ask_worker
from recupera.desk.case.doing import DOINGS, Doing, must_take
from recupera.desk.case.finding import address, case_of
from recupera.desk.case.holes import holes
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.pages.case import facts
from recupera.desk.showing import show

FIELDS = ("text", "until", "to", "other", "had_by")
LONGEST = 4000


@dataclass(frozen=True)
class Typed:
    """What the form holds; `revision` is the case as its agent saw it."""

    values: dict[str, str]
    revision: int

    @classmethod
    def of(cls, request: HttpRequest, case: Case) -> "Typed":
        given = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
        said = request.POST.get("revision", "")
        return cls(given, int(said) if said.isdigit() else case.revision)

    def content(self, doing: Doing) -> dict[str, Any]:
        """What the worker is asked; nobody is an empty `to` of its own."""
        given = {name: self.values[name].strip() for name in doing.fields}
        return {**given, "revision": self.revision}


@page_for(Act.NOTE)
def do(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    doing, case, agent = DOINGS[what], case_of(reference), signed_in(request)
    if not may(agent, doing.act, case.state) and request.method != "POST":
        raise Http404
    typed = Typed.of(request, case)
    now = datetime.now(UTC)
    presence.here(case.reference, agent.id, writing=bool(doing.read), now=now)
    if request.method != "POST" or "edit" in request.POST:
        return _form(request, doing, case, typed)
    if "insert" in request.POST:
        return _form(request, doing, case, _inserted(request, doing, case, typed))
    if sentence := _lacks(doing, typed):
        return _form(request, doing, case, typed, sentence=sentence)
    if doing.read and not {"sure", "asked"} & set(request.POST):
        return _review(request, doing, case, typed)
    return _ask(request, doing, case, typed)


def _ask(request: HttpRequest, doing: Doing, case: Case, typed: Typed) -> HttpResponse:
    before = request.POST.get("asked", "")
    reply = again(before) if before else None
    if before and reply is None:
        return _late(request, doing, case, typed, before)
    if reply is None:
        asking = {"case": case.reference, **typed.content(doing)}
        reply = ask_worker(request, doing.act, **asking)
    if reply.late:
        return _late(request, doing, case, typed, reply.asked.cookie)
    if reply.refused:
        return _refused(request, doing, typed, reply)
    root = case_of(address(case))
    here = reverse("case", kwargs={"reference": address(root)})
    return HttpResponseRedirect(f"{here}?hecho={doing.slug}", status=303)


def _refused(request: HttpRequest, doing: Doing, typed: Typed, reply: Reply) -> HttpResponse:
    """The text again, over the case as it stands now."""
    case = case_of(request.resolver_match.kwargs["reference"] if request.resolver_match else "")
    fresh = Typed(typed.values, case.revision)
    return _form(request, doing, case, fresh, sentence=str(words.refusal(reply.refused)))


def _lacks(doing: Doing, typed: Typed) -> str:
    text = typed.values["text"].strip()
    if len(text) > LONGEST:
        return _("Son más de %(most)d letras: acórtelo.") % {"most": LONGEST}
    if "text" in doing.fields and not doing.optional and not text:
        return _("Escriba el texto.")
    if "until" in doing.fields and not typed.values["until"]:
        return _("Elija el día.")
    if "other" in doing.fields and not typed.values["other"].strip():
        return _("Escriba el número del otro caso.")
    return ""


def _inserted(request: HttpRequest, doing: Doing, case: Case, typed: Typed) -> Typed:
    """The macro behind what was typed, in the language of the case."""
    name = request.POST.get("macro", "")
    fitting = texts.fitting(case.subject, doing.macros)
    found = next((one for one in fitting if one.name == name), None)
    if found is None:
        return typed
    text = texts.filled(found.said(case.language), holes(case))
    before = typed.values["text"].strip()
    whole = f"{before}\n\n{text}" if before else text
    return Typed({**typed.values, "text": whole}, typed.revision)


def _form(
    request: HttpRequest, doing: Doing, case: Case, typed: Typed, *, sentence: str = ""
) -> HttpResponse:
    agent = signed_in(request)
    return show(
        request,
        "case/do",
        title=str(doing.name),
        sentence=sentence,
        taken=must_take(case, agent, doing),
        macros=texts.fitting(case.subject, doing.macros) if doing.macros else (),
        people=_people(case, agent) if "to" in doing.fields else (),
        **_context(doing, case, typed, agent),
    )


def _review(request: HttpRequest, doing: Doing, case: Case, typed: Typed) -> HttpResponse:
    context = _context(doing, case, typed, signed_in(request))
    return show(request, "case/review", title=_("Revise antes de enviar"), **context)


def _late(
    request: HttpRequest, doing: Doing, case: Case, typed: Typed, cookie: str
) -> HttpResponse:
    context = _context(doing, case, typed, signed_in(request))
    return show(request, "case/late", title=_("Lo guardamos"), asked=cookie, **context)


def _context(doing: Doing, case: Case, typed: Typed, agent: Agent) -> dict[str, Any]:
    hidden = {name: typed.values[name] for name in doing.fields} | {"revision": typed.revision}
    known = facts(case, agent, datetime.now(UTC))
    return known | {"doing": doing, "typed": typed.values, "hidden": hidden}


def _people(case: Case, agent: Agent) -> list[tuple[str, str]]:
    others = [(one.id, one.name) for one in team.at_work() if one.id != case.assigned_to]
    nobody = [("", _("Nadie: queda libre"))] if case.assigned_to else []
    return [*nobody, *others]
