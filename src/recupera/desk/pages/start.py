"""Where an agent arrives: what to do next, by the clock that runs out first, with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk import presence, queue, team, warnings, words
from recupera.desk.case.clocks import Clock, next_of
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.models import SavedView
from recupera.desk.showing import show
from recupera.people.case_reference import grouped

LANGUAGES = (("es", "Español"), ("en", "English"))


@dataclass(frozen=True)
class Row:
    """One case of the queue, in words."""

    number: str
    subject: str
    state: str
    clock: Clock
    warning: str
    urgent: bool
    had_by: str
    lookers: str
    confirmed: bool
    english: bool


@page_for(Act.QUEUE)
def start(request: HttpRequest) -> HttpResponse:
    agent, now = signed_in(request), datetime.now(UTC)
    filters = queue.Filters.of(request.GET)
    after = request.GET.get("despues", "")[:60]
    page = queue.page(filters, agent=agent.id, after=after, now=now)
    query = filters.query()
    return show(
        request,
        "start",
        title=_("Qué sigue"),
        warning=warnings.of_house(agent, now=now),
        rows=rows(page.cases, agent, now),
        filters=filters,
        choices=_choices(agent),
        kept=urlencode(query),
        next=urlencode({**query, "despues": page.after}) if page.after else "",
        first=bool(after),
        views=SavedView.objects.filter(agent=agent.id).order_by("place", "id"),
        may_search=may(agent, Act.SEARCH),
        may_edit_texts=may(agent, Act.EDIT_MACROS),
    )


def rows(cases: Iterable[Case], agent: Agent, now: datetime) -> list[Row]:
    """As the queue shows them, and what was searched for."""
    found, names, language = list(cases), team.names(), get_language() or "es"
    looking = presence.lookers([one.reference for one in found], agent.id, now=now)
    return [
        Row(
            number=grouped(one.reference),
            subject=words.subject(one.subject, language),
            state=str(words.STATES[one.state]),
            clock=next_of(one, now=now),
            warning=warnings.of_case(one, now=now),
            urgent=one.urgent,
            had_by=names.get(one.assigned_to, one.assigned_to),
            lookers=", ".join(names.get(each, each) for each in looking.get(one.reference, ())),
            confirmed=one.confirmed_at is not None,
            english=one.language == "en",
        )
        for one in found
    ]


def _choices(agent: Agent) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers, by its name in the address."""
    states = [(slug, str(words.STATES[state])) for slug, state in queue.STATES.items()]
    others = [(one.id, one.name) for one in team.at_work() if one.id != agent.id]
    return {
        "estado": states,
        "asunto": [("", _("Todos")), *words.subjects(get_language() or "es")],
        "quien": [("", _("Todos")), (queue.MINE, _("Yo")), (queue.NOBODYS, _("Nadie")), *others],
        "idioma": [("", _("Todos")), *LANGUAGES],
    }
