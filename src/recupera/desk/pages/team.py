"""Who works at the desk, for supervisors: inviting somebody, and changing what they are.

Either asks for a fresh second factor over exactly what is changed; the worker does it.
"""

from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents import challenge, locks
from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.entering import page_for, signed_in
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import see_other, show

FIELDS = {
    Act.INVITE: ("email", "name", "role", "language"),
    Act.CHANGE_AGENT: ("who", "what", "role"),
}


@page_for(Act.INVITE)
def team(request: HttpRequest) -> HttpResponse:
    agents = Agent.objects.filter(left_at=None).order_by("name")
    now = datetime.now(UTC)
    rows = [
        {"row": one, "role": roles()[one.role], "locked": locks.locked(one.id, now)}
        for one in agents
    ]
    title, mine = _("Equipo"), signed_in(request).id
    return show(request, "team/team", title=title, rows=rows, mine=mine, roles=roles())


@page_for(Act.INVITE)
def invite(request: HttpRequest) -> HttpResponse:
    """First what is asked for, then the factor over it, on one page."""
    return _confirmed(request, Act.INVITE, _("Invitar a la mesa"))


@page_for(Act.CHANGE_AGENT)
def change_agent(request: HttpRequest) -> HttpResponse:
    return _confirmed(request, Act.CHANGE_AGENT, _("Cambiar un acceso"))


def roles() -> dict[str, str]:
    return {
        Role.AGENT.value: _("Agente"),
        Role.SENIOR.value: _("Agente sénior"),
        Role.SUPERVISOR.value: _("Supervisión"),
        Role.AUDITOR.value: _("Auditoría"),
    }


def _confirmed(request: HttpRequest, act: Act, title: str) -> HttpResponse:
    if request.method != "POST":
        return see_other("team")
    content = {name: request.POST.get(name, "")[:254].strip() for name in FIELDS[act]}
    content["nonce"] = request.POST.get("nonce", "")[:32] or token_hex(16)
    shown, error = evidence(request), ""
    if shown:
        reply = ask_worker(request, act, **content, evidence=shown)
        if reply.done:
            return see_other("team")
        error = _why_not(reply)
        # A passkey signs each content once.
        content["nonce"] = token_hex(16)
    signed = challenge.over(act.value, signed_in(request).id, content)
    facts: dict[str, Any] = {
        "hidden": content,
        "back": "team",
        "said": _said(act, content),
        "second": second_factor(signed),
    }
    return show(request, "confirm", title=title, error=error, **facts)


def _said(act: Act, content: dict[str, str]) -> str:
    role = roles().get(content["role"], "")
    if act is Act.INVITE:
        whom = f"{content['name']} ({content['email']})"
        return _("Invitar a %(whom)s como: %(role)s.") % {"whom": whom, "role": role}
    found = Agent.objects.filter(id=content["who"]).values_list("name", flat=True).first()
    texts = {
        "role": _("%(name)s pasa a: %(role)s."),
        "leave": _("%(name)s deja la mesa. Su turno y sus factores terminan ya."),
        "invite": _("Invitación nueva para %(name)s. Su turno y sus factores terminan ya."),
        "unlock": _("%(name)s puede volver a intentar hoy su segundo factor."),
    }
    return texts.get(content["what"], "") % {"name": found or "", "role": role}


def _why_not(reply: Reply) -> str:
    if reply.late:
        return _("Lo guardamos; se hará en cuanto el sistema vuelva. Mire el equipo en un minuto.")
    texts: dict[str, Any] = {
        "wrong_factor": _("Ese código o esa llave no es válida, o ya se usó."),
        "wrong": _("Ese correo no es válido, o ya trabaja aquí."),
        "malformed": _("Faltan datos: vuelva al equipo y escríbalos otra vez."),
        "own": _("Nadie cambia su propio acceso: pídalo a otra persona que supervise."),
        "overtaken": _("Esa persona ya no trabaja aquí."),
    }
    return str(texts.get(reply.refused, _("Su turno o su rol no lo permite.")))
