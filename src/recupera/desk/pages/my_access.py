"""The factors of one's own, and since when; one of them taken away, by another that stays."""

import hashlib
from secrets import token_hex

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode

from recupera.agents import challenge
from recupera.agents.policy import Act
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.entering import page_for, signed_in
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import see_other, show
from recupera.desk.when import day, today_of

Kind = Authenticator.Type
NAMES: dict[str, str | Promise] = {
    Kind.TOTP.value: _("Aplicación de códigos"),
    Kind.WEBAUTHN.value: _("Llave de acceso"),
}
DONE: dict[str, str | Promise] = {
    "agregado": _("Se agregó. Le avisamos a su correo."),
    "quitado": _("Se quitó. Le avisamos a su correo."),
}


@page_for(Act.QUEUE)
def my_access(request: HttpRequest) -> HttpResponse:
    codes = Authenticator.objects.filter(user=request.user, type=Kind.RECOVERY_CODES).first()
    return show(
        request,
        "door/access",
        title=gettext("Mi acceso"),
        done=DONE.get(request.GET.get("hecho", ""), ""),
        factors=[_shown(one) for one in _factors(request)],
        codes=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


@page_for(Act.DROP_FACTOR)
def drop_factor(request: HttpRequest) -> HttpResponse:
    """First which one, then a factor over exactly that."""
    named = request.POST.get("factor", "")[:64]
    row = next((one for one in _factors(request) if name_of(one) == named), None)
    if request.method != "POST" or row is None:
        return see_other("my_access")
    error, shown = "", evidence(request)
    content = {"factor": named, "nonce": request.POST.get("nonce", "")[:32] or token_hex(16)}
    if shown:
        reply = ask_worker(request, Act.DROP_FACTOR, **content, evidence=shown)
        # What the worker does not know is gone there already.
        if reply.done or reply.refused == "wrong":
            row.delete()
            return changed("quitado")
        error, content["nonce"] = why_not(reply), token_hex(16)
    signed = challenge.over(Act.DROP_FACTOR.value, signed_in(request).id, content)
    return show(
        request,
        "confirm",
        title=gettext("Quitar un factor"),
        said=gettext("Deja de servir: %(name)s.") % {"name": NAMES[row.type]},
        hidden=content,
        back="my_access",
        error=error,
        second=second_factor(signed),
    )


def changed(what: str) -> HttpResponse:
    there = see_other("my_access")
    there["Location"] += f"?hecho={what}"
    return there


def name_of(row: Authenticator) -> str:
    """How the worker is told which one: `totp`, or the mark of a passkey."""
    if row.type == Kind.TOTP:
        return "totp"
    credential = row.data["credential"]
    return hashlib.sha256(websafe_decode(credential["rawId"])).hexdigest()


def why_not(reply: Reply) -> str:
    if reply.late:
        return gettext("El sistema no responde en este momento. Intente en un minuto.")
    texts = {
        "wrong_factor": gettext("Ese código o esa llave no es válida, o ya se usó."),
        "lacking": gettext("Tiene que quedarle un segundo factor."),
    }
    return texts.get(reply.refused, gettext("No se hizo. Intente otra vez."))


def _factors(request: HttpRequest) -> list[Authenticator]:
    kept = Authenticator.objects.filter(user=request.user, type__in=NAMES)
    return list(kept.order_by("created_at", "id"))


def _shown(row: Authenticator) -> dict[str, object]:
    since = today_of(row.created_at)
    return {"name": NAMES[row.type], "since": day(since, today=since), "factor": name_of(row)}
