"""Says that an agent is still at a case, and who else is there; asked every 20 seconds."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk import presence as presences
from recupera.desk import team
from recupera.desk.case.finding import case_of
from recupera.desk.entering import page_for, signed_in


@require_POST
@page_for(Act.CASE)
def presence(request: HttpRequest, reference: str) -> HttpResponse:
    agent, now, root = signed_in(request), datetime.now(UTC), case_of(reference)
    writing = request.POST.get("writing") == "yes"
    presences.here(root.reference, agent.id, writing=writing, now=now)
    changed = request.POST.get("revision", "") != str(root.revision)
    return JsonResponse({"others": said(root, agent, now), "changed": changed})


def said(case: Case, agent: Agent, now: datetime) -> str:
    """Who else is at the case, in a sentence for each; empty where nobody is."""
    there = presences.others(case.reference, agent.id, now=now)
    names = team.names() if there else {}
    return " ".join(_said(names.get(one, one), writing=writing) for one, writing in there)


def _said(name: str, *, writing: bool) -> str:
    sentence = _("%(name)s está escribiendo.") if writing else _("%(name)s mira este caso.")
    return sentence % {"name": name}
