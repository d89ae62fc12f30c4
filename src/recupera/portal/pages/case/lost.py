"""Where the browser and the page no longer agree on the case; what was typed is shown again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.people.case_reference import grouped
from recupera.portal.cookies import Case
from recupera.portal.showing import show


def another_tab(request: HttpRequest, case: Case) -> HttpResponse:
    """The form is of one case and the cookie of another, or of a newer question."""
    return show(
        request,
        "case/another_tab",
        title=_("Hay un caso más reciente en otra pestaña"),
        number=grouped(case.following.reference),
        text=request.POST.get("text", ""),
    )


def unsent(request: HttpRequest) -> HttpResponse:
    """The case has to be opened again by a proof before anything can be sent."""
    return show(
        request,
        "case/unsent",
        title=_("Todavía no se envió"),
        text=request.POST.get("text", ""),
    )
