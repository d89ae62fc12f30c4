"""A case: its person's story in one column, its clocks, and what can be done with it."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.cases.thread import thread_of
from recupera.desk import presence, team, warnings, words
from recupera.desk.case import clocks
from recupera.desk.case.doing import DOINGS, offered
from recupera.desk.case.filed import filed
from recupera.desk.case.finding import address, case_of
from recupera.desk.case.panels import panels
from recupera.desk.case.story import form, story
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.pages.presence import said
from recupera.desk.showing import see_other, show
from recupera.people.case_reference import grouped
from recupera.people.case_reference import reference as normal


@page_for(Act.CASE)
def case(request: HttpRequest, reference: str) -> HttpResponse:
    agent, now = signed_in(request), datetime.now(UTC)
    root = case_of(reference)
    if normal(reference) != root.reference or reference != address(root):
        return see_other("case", reference=address(root))
    presence.here(root.reference, agent.id, writing=False, now=now)
    doing = DOINGS.get(request.GET.get("hecho", ""))
    return show(
        request,
        "case/case",
        title=_("Caso %(number)s") % {"number": grouped(root.reference)},
        done=doing.done if doing else "",
        may_print=may(agent, Act.PRINT_JOURNAL, root.state),
        **facts(root, agent, now),
        **panels(root, agent),
    )


def facts(root: Case, agent: Agent, now: datetime) -> dict[str, Any]:
    """What a page about the case shows of it."""
    thread, names, language = thread_of(root), team.names(), get_language() or "es"
    return {
        "case": root,
        "number": grouped(root.reference),
        "subject": words.subject(root.subject, language),
        "state": words.STATES[root.state],
        "warning": warnings.of_case(root, now=now),
        "clocks": clocks.both(root, now=now),
        "had_by": names.get(root.assigned_to, root.assigned_to),
        "mine": root.assigned_to == agent.id,
        "others": said(root, agent, now),
        "doings": offered(root, agent),
        "lines": story(thread, names, now=now),
        "forms": [(grouped(one.reference), form(one, language)) for one in thread],
        "files": filed(thread, language, now=now),
        "joined": [grouped(one.reference) for one in thread[1:]],
        "confirmed": all(one.confirmed_at for one in thread),
        "may_download": may(agent, Act.DOWNLOAD, root.state),
    }
