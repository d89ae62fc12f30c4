"""Shows a page of the desk: its template, and the sentence that is both its title and heading."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def show(
    request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Renders `templates/desk/<template>.html`."""
    return render(request, f"desk/{template}.html", {"title": title, **context}, status=status)


def see_other(name: str, **named: str) -> HttpResponse:
    """303 to a page by its name in urls.py."""
    return HttpResponseRedirect(reverse(name, kwargs=named), status=303)
