"""Shows a page: its template, and the one sentence that is both its title and its heading."""

import json
import math
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override

from recupera.guard.source import source_of
from recupera.guard.work import challenge
from recupera.guard.work import ticket as new_ticket
from recupera.options import current
from recupera.portal.delay import raised


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Renders `templates/pages/<template>.html`."""
    return render(request, f"pages/{template}.html", {"title": title, **context}, status=status)


def see_other(name: str, *, query: str = "") -> HttpResponse:
    """303 to a page by its name in urls.py: after a form, the browser asks anew with GET."""
    address = _address(name, get_language())
    return HttpResponseRedirect(f"{address}?{query}" if query else address, status=303)


@cache
def _address(name: str, language: str | None) -> str:
    with override(language):
        return reverse(name)


def price(request: HttpRequest, *, ticket: str = "", times: int = 1) -> dict[str, str]:
    """What a form that asks for a code must carry: the work, or a ticket that waits.

    A `ticket` that was only too young is given back, so that the time already waited counts.
    `times` is how many times as much this form costs.
    """
    now = raised() * times
    return {
        "challenge": json.dumps(challenge(source_of(request), raised=now)),
        "ticket": ticket or new_ticket(),
        "ripe": str(math.ceil(current().ticket_wait * max(1.0, now / 2))),
    }
