"""The factors of one's own, and since when."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.entering import page_for
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
    return show(request, "door/access", title=_("Mi acceso"), factors=factors)
