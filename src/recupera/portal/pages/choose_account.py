"""`/contrasena/cuenta`: takes the choice of an account and leads back to its new password."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.lost import another_tab, gone
from recupera.portal.showing import see_other

LONGEST_MARK = 16


@require_http_methods(["GET", "HEAD", "POST"])
def choose_account(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return see_other("new_password")
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    if request.POST.get("reference") != enquiry.remembered.reference:
        return another_tab(request, enquiry)
    # Whether the answer holds such an account is judged where it is used.
    mark = request.POST.get("account", "")[:LONGEST_MARK]
    chosen = replace(enquiry.remembered, account=mark, act="", acted_at=0.0)
    return keep(see_other("new_password"), Enquiry(enquiry.flow, chosen))
