"""Another second factor of one's own: the new one, then one that there is over exactly that."""

import json
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents import challenge
from recupera.agents.policy import Act
from recupera.desk.asking import ask_as
from recupera.desk.door.joining import keep_factor
from recupera.desk.door.offering import LONGEST, ValidationError, brought, offered
from recupera.desk.entering import page_for, signed_in
from recupera.desk.models import User
from recupera.desk.pages.my_access import changed, why_not
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import show

# The new factor as its form brought it: it stands in the page, and in no table of the desk.
BROUGHT = {"credential": LONGEST, "secret": 64, "code": 12, "nonce": 32}


@page_for(Act.QUEUE)
def add_factor(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _offer(request)
    hidden = {name: request.POST.get(name, "")[:most] for name, most in BROUGHT.items()}
    if not hidden["nonce"]:
        return _first(request, hidden)
    shown, error = evidence(request), ""
    if shown:
        error = _added(request, hidden, shown)
        if not error:
            return changed("agregado")
    return _confirm(request, hidden, error)


def _first(request: HttpRequest, hidden: dict[str, str]) -> HttpResponse:
    """What the browser made is looked at once, against what it was asked for."""
    try:
        brought(request)
    except ValidationError as wrong:
        return _offer(request, str(wrong.messages[0]))
    return _confirm(request, hidden, "")


def _added(request: HttpRequest, hidden: dict[str, str], shown: dict[str, Any]) -> str:
    """Empty where it was, else why not."""
    content = _content(request, hidden)
    reply = ask_as("", Act.ENROL, content | {"evidence": shown})
    if not reply.done:
        return why_not(reply)
    keep_factor(_user(request), content.get("passkey"))
    return ""


def _content(request: HttpRequest, hidden: dict[str, str]) -> dict[str, Any]:
    """As the worker is asked, and as the factor that there is has signed it."""
    named = {"agent": signed_in(request).id, "nonce": hidden["nonce"]}
    try:
        passkey = json.loads(hidden["credential"]) if hidden["credential"] else None
    except ValueError:
        passkey = None
    if isinstance(passkey, dict):
        return {**named, "passkey": passkey}
    return {**named, "totp": {"secret": hidden["secret"], "code": hidden["code"]}}


def _confirm(request: HttpRequest, hidden: dict[str, str], error: str) -> HttpResponse:
    hidden = {**hidden, "nonce": token_hex(16)}
    signed = challenge.over(Act.ENROL.value, signed_in(request).id, _content(request, hidden))
    by_key = bool(hidden["credential"])
    return show(
        request,
        "confirm",
        title=_("Agregar un factor"),
        said=_("Se agrega: una llave de acceso.")
        if by_key
        else _("Se agrega: una aplicación de códigos. La que tenga deja de servir."),
        hidden=hidden,
        back="my_access",
        error=error,
        second=second_factor(signed),
    )


def _offer(request: HttpRequest, error: str = "") -> HttpResponse:
    offer = offered(request, _user(request))
    title = _("Agregar un segundo factor")
    return show(request, "door/factor", title=title, offer=offer, error=error, own=True)


def _user(request: HttpRequest) -> User:
    return User.objects.get(agent=signed_in(request).id)
