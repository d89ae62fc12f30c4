"""What the frame around every page of the desk shows: the ways that this agent may go."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, override

from recupera.desk.entering import agent_of
from recupera.options import current


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django context processor."""
    language = get_language() or "es"
    other = "es" if language == "en" else "en"
    agent = agent_of(request) if hasattr(request, "session") else None
    named = {"agent": agent, "language": language, "platform": current().texts.platform}
    return named | {
        "other_language": other,
        "other_address": _here(request, other),
        "masthead": render_to_string("desk/masthead.html", named),
        "footer": render_to_string("desk/footer.html", named),
    }


def _here(request: HttpRequest, language: str) -> str:
    """This page in the other language; where it exists only as a form's target, the first one."""
    found = request.resolver_match
    with override(language):
        try:
            return reverse(found.view_name, args=found.args, kwargs=found.kwargs) if found else "/"
        except NoReverseMatch:
            return reverse("start")
