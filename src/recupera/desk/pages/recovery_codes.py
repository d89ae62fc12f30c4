"""Recovery codes, new ones on a press, shown once: they sign in and open nothing else."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.entering import page_for, signed_in
from recupera.desk.models import User
from recupera.desk.showing import see_other, show


@page_for(Act.QUEUE)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    kind = Authenticator.Type.RECOVERY_CODES
    if request.method == "POST":
        Authenticator.objects.filter(user=request.user, type=kind).delete()
        RecoveryCodes.activate(User.objects.get(agent=signed_in(request).id))
        return see_other("recovery_codes")
    found = Authenticator.objects.filter(user=request.user, type=kind).first()
    kept = found.wrap() if found else None
    if kept is None or kept.did_view:
        return see_other("my_access")
    kept.mark_as_viewed()
    codes = [f"{code[:4]} {code[4:]}" for code in kept.get_unused_codes()]
    return show(request, "door/codes", title=_("Sus códigos de recuperación"), codes=codes)
