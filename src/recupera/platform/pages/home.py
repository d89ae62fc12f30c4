"""`/`: who is signed in and since when; or that the session was closed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.directories import DirectoryRefused, DirectoryUnavailable
from recupera.platform.pages.errors import unavailable
from recupera.platform.session import account_of, begun_by
from recupera.platform.showing import see_other, show


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    begun = begun_by(request)
    if begun is None:
        return see_other("sign_in")
    try:
        account = account_of(begun)
    except (DirectoryUnavailable, DirectoryRefused):
        return unavailable(request)
    if account is None:
        return show(request, "closed", title=_("Su sesión se cerró"))
    title = _("Sesión abierta como %(username)s") % {"username": account.username}
    return show(request, "home", title=title, account=account, since=begun.since)
