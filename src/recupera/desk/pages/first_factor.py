"""The first second factor of whoever was invited; with it the invitation is used."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.asking import ask_as
from recupera.desk.door.adapters import WRONG_CODE
from recupera.desk.door.joining import Joining, join, joining
from recupera.desk.door.offering import ValidationError, brought, offered
from recupera.desk.showing import see_other, show


def first_factor(request: HttpRequest) -> HttpResponse:
    whose = joining(request)
    if whose is None or not whose.password:
        return see_other("invitation")
    error = _taken(request, whose) if request.method == "POST" else ""
    if error is None:
        return see_other("recovery_codes")
    title, offer = _("Su segundo factor"), offered(request, whose.user())
    return show(request, "door/factor", title=title, offer=offer, error=error)


def _taken(request: HttpRequest, whose: Joining) -> str | None:
    """None where the agent is in, else what was wrong."""
    try:
        factor = brought(request)
    except ValidationError as wrong:
        return str(wrong.messages[0])
    reply = ask_as("", Act.ENROL, {"invite": whose.code, **factor})
    if reply.late:
        return _("El sistema no responde en este momento. Intente en un minuto.")
    if reply.refused == "wrong":
        return _("Esa invitación no existe, ya se usó o venció.")
    if not reply.done:
        return str(WRONG_CODE)
    join(request, whose, factor.get("passkey"))
    return None
