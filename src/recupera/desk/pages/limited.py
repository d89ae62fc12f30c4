"""Signed in, and not on shift: by a recovery code, or since before the shift ended."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.desk.entering import SECOND, agent_of
from recupera.desk.showing import see_other, show


def limited(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return see_other("account_login")
    if agent_of(request):
        return see_other("start")
    over = bool(request.session.get(SECOND))
    title = _("Su turno terminó") if over else _("Falta su segundo factor")
    return show(request, "door/limited", title=title, over=over)
