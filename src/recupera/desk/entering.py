"""Who may open a page: an agent whose second factor the worker has judged in this shift.

The worker judges everything again; this only keeps the pages closed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role, allowed, ever_allowed

# The agent's id, set in a session once the worker has called its second factor good; a password
# alone opens nothing.
SECOND = "second_factor"

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def page_for(act: Act) -> Callable[[Page[P]], Page[P]]:
    """Decorates a page that is for whoever may do `act` in some case."""

    def closing(page: Page[P]) -> Page[P]:
        def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            agent = agent_of(request)
            if agent is None and request.user.is_authenticated:
                return HttpResponseRedirect(resolve_url("limited"))
            if agent is None:
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
            if not ever_allowed(Role(agent.role), act):
                raise PermissionDenied
            return page(request, *args, **kwargs)

        update_wrapper(entered, page)
        # What a test of every page goes by.
        entered.act = act  # type: ignore[attr-defined]
        return entered

    return closing


def agent_of(request: HttpRequest) -> Agent | None:
    """The agent of this session; None before the second factor, and after the shift."""
    if not request.user.is_authenticated or request.session.get(SECOND) != request.user.agent:
        return None
    found = Agent.objects.filter(id=request.user.agent, left_at=None).first()
    on_shift = found and found.shift_until and found.shift_until > datetime.now(UTC)
    return found if on_shift else None


def signed_in(request: HttpRequest) -> Agent:
    """The agent of this session, on a page that `page_for` has closed to everybody else."""
    found = agent_of(request)
    if found is None:
        raise PermissionDenied
    return found


def may(agent: Agent, act: Act, state: str | None = None) -> bool:
    return allowed(Role(agent.role), act, state)
