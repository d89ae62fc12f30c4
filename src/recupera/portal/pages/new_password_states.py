"""How the page of a new password looks: its form, and what can have become of the last one."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.letterbox.slot import Shown, Verdict
from recupera.options import current
from recupera.passwords import Reason
from recupera.portal.pages.proven import Proven, first_look
from recupera.portal.settable import confirmable, context, marked, settable
from recupera.portal.showing import see_other, show
from recupera.portal.unseen import Unseen
from recupera.portal.weak import lines

NOTHING = Unseen()


def show_state(request: HttpRequest, found: Proven) -> HttpResponse:
    """What a person who comes by GET needs next; `?otra` sets the last act aside."""
    accounts = settable(found.published)
    if found.published.second and not accounts:
        # A code to another channel is missing, which the answer says and takes.
        return see_other("answer")
    if not found.published.can_set_password:
        return _elsewhere(request, found)
    verdict = None if "otra" in request.GET else found.act_verdict
    if verdict in STATES:
        return STATES[verdict](request, found)
    if not accounts:
        return _none(request, found)
    account = marked(accounts, found.enquiry.remembered.account)
    if account is None or ("otra" in request.GET and len(accounts) > 1):
        return _choose(request, found)
    return show_form(request, found, account, error=_error(verdict))


def show_form(
    request: HttpRequest,
    found: Proven,
    account: Shown,
    *,
    error: str = "",
    reasons: Sequence[Reason] = (),
    typed: Unseen = NOTHING,
) -> HttpResponse:
    """`typed` comes back in this one answer alone, so that a long password is not typed twice."""
    texts = current().texts
    page = show(
        request,
        "new_password",
        title=_("Defina su contraseña nueva"),
        account=account,
        several=len(settable(found.published)) > 1,
        unconfirmed=bool(confirmable(found.published)),
        reference=found.enquiry.remembered.reference,
        error=error,
        refused=bool(reasons),
        lines=lines(reasons),
        typed=typed,
        least=current().password_length,
        known="|".join((texts.platform, texts.entity, texts.sms_name, *context(account))),
    )
    return first_look(request, found, page)


def _choose(request: HttpRequest, found: Proven) -> HttpResponse:
    page = show(
        request,
        "choose_account",
        title=_("¿De cuál cuenta es la contraseña nueva?"),
        accounts=settable(found.published),
        unconfirmed=bool(confirmable(found.published)),
        reference=found.enquiry.remembered.reference,
    )
    return first_look(request, found, page)


def _elsewhere(request: HttpRequest, found: Proven) -> HttpResponse:
    title = _("Defina su contraseña en el %(platform)s")
    page = show(
        request,
        "elsewhere",
        title=title % {"platform": current().texts.platform},
        accounts=tuple(one for one in found.published.accounts if one.active),
    )
    return first_look(request, found, page)


def _none(request: HttpRequest, found: Proven) -> HttpResponse:
    if confirmable(found.published):
        return see_other("confirm_email")
    page = show(
        request,
        "no_password",
        title=_("Con estas cuentas hace falta un caso"),
        accounts=found.published.accounts,
    )
    return first_look(request, found, page)


def _error(verdict: Verdict | None) -> str:
    """What the last password came to, where another try may help; the password itself is gone."""
    platform = {"platform": current().texts.platform}
    return (
        {
            Verdict.USED_BEFORE: _("Ya tuvo esa contraseña. Elija una que no haya usado."),
            Verdict.AGAINST_POLICY: _(
                "El %(platform)s no aceptó esa contraseña por reglas propias. Pruebe con otra más "
                "larga que tenga letras, números y signos."
            )
            % platform,
            Verdict.TRY_AGAIN: _(
                "El %(platform)s no respondió a tiempo y no cambió nada. Escriba la contraseña y "
                "presione el botón otra vez."
            )
            % platform,
        }.get(verdict, "")
        if verdict
        else ""
    )


def _done(request: HttpRequest, found: Proven) -> HttpResponse:
    return see_other("password_done")


def _not_proven(request: HttpRequest, found: Proven) -> HttpResponse:
    return show(request, "not_proven", title=_("Hace falta un código nuevo"))


def _another_first(request: HttpRequest, found: Proven) -> HttpResponse:
    return show(request, "another_first", title=_("Otro cambio llegó primero"))


def _frozen(request: HttpRequest, found: Proven) -> HttpResponse:
    return show(request, "frozen", title=_("La recuperación de esta cuenta está bloqueada"))


def _unsure(request: HttpRequest, found: Proven) -> HttpResponse:
    return show(request, "unsure", title=_("Todavía no sabemos si quedó"))


STATES: dict[Verdict | None, Callable[[HttpRequest, Proven], HttpResponse]] = {
    Verdict.DONE: _done,
    Verdict.NOT_PROVEN: _not_proven,
    Verdict.ANOTHER_FIRST: _another_first,
    Verdict.FROZEN: _frozen,
    Verdict.UNSURE: _unsure,
}
