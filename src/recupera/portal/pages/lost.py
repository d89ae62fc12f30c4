"""Where the browser and the page no longer agree on which enquiry this is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.portal.cookies import Enquiry
from recupera.portal.showing import show


def gone(request: HttpRequest) -> HttpResponse:
    """No cookie of ours: too late, another browser, or cookies are switched off."""
    return show(request, "gone", title=_("Empiece su consulta de nuevo"))


def another_tab(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The form is of one enquiry and the cookie of a newer one."""
    return show(
        request,
        "another_tab",
        title=_("Hay una consulta más reciente en otra pestaña"),
        remembered=enquiry.remembered,
    )
