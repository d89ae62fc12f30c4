"""The code of an invitation, and the password that goes with it."""

from dataclasses import replace

from allauth.core import ratelimit
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.asking import ask_as
from recupera.desk.door.joining import Joining, joining
from recupera.desk.door.views import too_many
from recupera.desk.showing import see_other, show
from recupera.passwords.rules import check
from recupera.people.tracking import tracking_key


def invitation(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("code", "")[:40]
    if request.method != "POST":
        return _asked(request)
    if not ratelimit.consume(request, action="invitation"):
        return too_many(request)
    code = tracking_key(typed)
    reply = ask_as("", Act.CHECK_INVITE, {"code": code}) if code else None
    if reply is None or reply.refused:
        return _asked(request, typed, _("Esa invitación no existe, ya se usó o venció."))
    if reply.late:
        return _asked(request, typed, _("El sistema no responde. Intente en un minuto."))
    request.session.cycle_key()
    facts = {name: str(reply.facts[name]) for name in ("agent", "email", "name")}
    Joining(code=code or "", **facts).keep(request)
    return see_other("first_password")


def first_password(request: HttpRequest) -> HttpResponse:
    whose = joining(request)
    if whose is None:
        return see_other("invitation")
    error = ""
    if request.method == "POST":
        password = request.POST.get("password", "")
        error = _wrong(password, whose)
        if not error:
            replace(whose, password=make_password(password)).keep(request)
            return see_other("first_factor")
    return show(request, "door/password", title=_("Su contraseña"), whose=whose, error=error)


def _wrong(password: str, whose: Joining) -> str:
    if len(password) > 128:
        return _("Esa contraseña es demasiado larga.")
    if check(password, context=[whose.email, whose.name]):
        return _("Elija otra: larga, que no sea común ni contenga su nombre o su correo.")
    return ""


def _asked(request: HttpRequest, typed: str = "", error: str = "") -> HttpResponse:
    title = _("Su invitación")
    return show(request, "door/invitation", title=title, typed=typed, error=error)
