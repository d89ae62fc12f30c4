"""A case's journal on paper: asked of the worker by a press, shown for as long as its reply stands.

Opening it is itself written down, so it takes a press; a link that somebody follows reads nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.asking import Reply, again, ask_worker
from recupera.desk.entering import page_for
from recupera.desk.journal_words import of_event, of_facts
from recupera.desk.showing import see_other, show
from recupera.people.case_reference import grouped
from recupera.people.case_reference import reference as normal_reference

# In the session: which case, and the secret that opens the worker's reply about it.
KEPT = "journal"


@require_http_methods(["GET", "HEAD", "POST"])
@page_for(Act.PRINT_JOURNAL)
def case_journal(request: HttpRequest, reference: str) -> HttpResponse:
    case = normal_reference(reference)
    if case is None or not Case.objects.filter(reference=case).exists():
        raise Http404
    if request.method == "POST":
        after = request.POST.get("after", "")
        asked = ask_worker(
            request, Act.PRINT_JOURNAL, case=case, after=int(after) if after.isdecimal() else 0
        )
        request.session[KEPT] = [case, asked.asked.cookie]
        return see_other("case_journal", reference=reference)
    return show(
        request,
        "case_journal",
        title=_("Registro del caso %(case)s") % {"case": grouped(case)},
        reference=reference,
        asked=_cookie(request, case) != "",
        **_read(again(_cookie(request, case))),
    )


def _cookie(request: HttpRequest, case: str) -> str:
    of, cookie = request.session.get(KEPT) or ("", "")
    return str(cookie) if of == case else ""


def _read(reply: Reply | None) -> dict[str, Any]:
    """What the page shows; nothing until the worker has read it, or once its reply is gone."""
    if reply is None or reply.refused:
        return {"refused": bool(reply), "read": False}
    agents = dict(Agent.objects.values_list("id", "name"))
    entries = list(_entries(reply.facts["entries"], agents))
    chained = [one for one in entries if one["place"]]
    return {
        "read": True,
        "entries": entries,
        "next": reply.facts["next"],
        "at": datetime.fromisoformat(reply.facts["at"]),
        "chained": len(chained),
        "following": sum(one["follows"] is True for one in chained),
    }


def _entries(
    entries: list[Mapping[str, Any]], agents: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for one in entries:
        yield {
            **one,
            "at": datetime.fromisoformat(one["at"]),
            "event": of_event(one["event"]),
            "facts": None if one["said"] is None else of_facts(one["said"], agents),
        }
