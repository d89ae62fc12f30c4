"""Shows a page: its template, and the one sentence that is both its title and its heading."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def show(
    request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders `templates/platform/<template>.html`."""
    return render(request, f"platform/{template}.html", {"title": title, **context}, status=status)


def see_other(name: str) -> HttpResponse:
    """303 to a page by its name in urls.py."""
    return HttpResponseRedirect(reverse(name), status=303)
