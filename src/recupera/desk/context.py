"""What the frame around every page of the desk shows: the ways that this agent may go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role, ever_allowed
from recupera.desk.entering import agent_of
from recupera.options import current

# Page, the act that opens it, its name, and the pages that belong to it.
WAYS: tuple[tuple[str, Act, str | Promise, tuple[str, ...]], ...] = (
    ("start", Act.QUEUE, _("Casos"), ("find", "views")),
    ("orders", Act.CASE, _("Órdenes"), ("order",)),
    ("texts", Act.EDIT_MACROS, _("Textos"), ("text",)),
    ("supervision", Act.FIGURES, _("Supervisión"), ()),
    ("team", Act.INVITE, _("Equipo"), ("invite", "change_agent")),
)


@dataclass(frozen=True)
class Way:
    """One link of the masthead; `here` is whether this page is there, or belongs to it."""

    address: str
    label: str | Promise
    here: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django context processor."""
    language = get_language() or "es"
    other = "es" if language == "en" else "en"
    agent = agent_of(request) if hasattr(request, "session") else None
    named: dict[str, Any] = {
        "agent": agent,
        "language": language,
        "platform": current().texts.platform,
        "ways": _ways(request, agent) if agent else (),
    }
    return named | {
        "other_language": other,
        "other_address": _here(request, other),
        "masthead": render_to_string("desk/masthead.html", named),
        "footer": render_to_string("desk/footer.html", named),
    }


def _ways(request: HttpRequest, agent: Agent) -> list[Way]:
    """Those that this agent may open, and last their own access, by their name."""
    found = request.resolver_match
    # Whatever is of a case is among the cases.
    here = ("start" if "reference" in found.kwargs else found.view_name) if found else ""
    open_to = [one for one in WAYS if ever_allowed(Role(agent.role), one[1])]
    ways = [Way(reverse(page), label, here in (page, *of)) for page, _act, label, of in open_to]
    own = ("my_access", "add_factor", "drop_factor", "recovery_codes")
    return [*ways, Way(reverse("my_access"), agent.name, here in own)]


def _here(request: HttpRequest, language: str) -> str:
    """This page in the other language; where it exists only as a form's target, the first one."""
    found = request.resolver_match
    with override(language):
        try:
            return reverse(found.view_name, args=found.args, kwargs=found.kwargs) if found else "/"
        except NoReverseMatch:
            return reverse("start")
