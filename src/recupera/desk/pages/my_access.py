"""The factors of one's own, and since when."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.showing import show


@page_for(Act.QUEUE)
def my_access(request: HttpRequest) -> HttpResponse:
    names = {
        Authenticator.Type.TOTP.value: _("Aplicación de códigos"),
        Authenticator.Type.WEBAUTHN.value: _("Llave de acceso"),
        Authenticator.Type.RECOVERY_CODES.value: _("Códigos de recuperación"),
    }
    kept = Authenticator.objects.filter(user=request.user).order_by("created_at")
    factors = [{"name": names[one.type], "row": one} for one in kept]
    supervises = may(signed_in(request), Act.INVITE)
    title = _("Mi acceso")
    return show(request, "door/access", title=title, factors=factors, supervises=supervises)
