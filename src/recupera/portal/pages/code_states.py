"""How the code page looks after each thing that can have happened to the last code."""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recupera.letterbox.remembered import Remembered
from recupera.letterbox.slot import Published, Verdict, look
from recupera.options import current
from recupera.people import DatumKind
from recupera.portal import hours
from recupera.portal.answered import may_go_back
from recupera.portal.cookies import Enquiry
from recupera.portal.showing import price, see_other, show

MOST_CODES = 3


def show_code(
    request: HttpRequest,
    enquiry: Enquiry,
    *,
    error: str = "",
    held: str = "",
    closed: str = "",
    typed: str = "",
    ticket: str = "",
) -> HttpResponse:
    """`error` belongs to the code's field, `held` to the button that asks for another code."""
    remembered = enquiry.remembered
    published = look(enquiry.flow, posted_at=remembered.posted_at)
    verdict = _verdict(request, remembered, published)
    if not (error or held) and published and verdict in STATES:
        return STATES[verdict](request, enquiry, published)
    if not error and not held and _unsent(published):
        held = _("No alcanzamos a atender su consulta. Pida otro código.")
    return show(
        request,
        "code",
        title=_("Escriba el código"),
        status=429 if closed else 200,
        closed=closed,
        remembered=remembered,
        route=_route(remembered),
        good_until=hours.until(_end(remembered)),
        late=time.time() > _end(remembered),
        back=may_go_back(enquiry, published),
        start="password" if remembered.for_password else "find",
        error=error or (_verdict_error(verdict, published, remembered) if not held else ""),
        typed=typed,
        **_another(request, remembered, held=held, ticket=ticket),
    )


def _unsent(published: Published | None) -> bool:
    """Whether the ask itself came to nothing: it waited too long, or never came to the worker."""
    verdicts = published.verdicts.values() if published else ()
    return Verdict.TRY_AGAIN in verdicts and Verdict.GOOD not in verdicts


def may_ask_at(remembered: Remembered) -> float:
    """When the next code may be asked for, in epoch seconds."""
    return remembered.asked_at + current().budgets.datum_wait.period


def may_choose(remembered: Remembered) -> bool:
    """Whether the person may have the code by text message instead, or by e-mail again."""
    return remembered.kind == DatumKind.NATIONAL_ID and current().offers_sms


def _verdict(
    request: HttpRequest, remembered: Remembered, published: Published | None
) -> Verdict | None:
    """Of the last code typed; `?otro` sets it aside for a person who has a newer one."""
    if published is None or "otro" in request.GET:
        return None
    verdict = published.verdicts.get(remembered.envelope)
    if verdict == Verdict.WRONG and published.tries_left < 1:
        return Verdict.TOO_MANY
    return verdict


def _end(remembered: Remembered) -> float:
    return remembered.asked_at + current().code_minutes * 60


def _route(remembered: Remembered) -> str:
    """Where a code goes, told from the typed form alone, never from the directory."""
    sms = current().offers_sms
    if remembered.kind == DatumKind.PHONE:
        return "sms" if remembered.mobile and sms else "registered_email"
    return {
        DatumKind.EMAIL: "this_email",
        DatumKind.NATIONAL_ID: "registered_sms" if remembered.by_sms else "registered_email",
        DatumKind.USERNAME: "both" if sms else "registered_email",
    }[remembered.kind]


def _verdict_error(
    verdict: Verdict | None, published: Published | None, remembered: Remembered
) -> str:
    if verdict != Verdict.WRONG or published is None:
        return ""
    return ngettext(
        "Ese código no es correcto. Le queda %(tries)d intento. "
        "Use el mensaje con referencia %(reference)s.",
        "Ese código no es correcto. Le quedan %(tries)d intentos. "
        "Use el mensaje con referencia %(reference)s.",
        published.tries_left,
    ) % {"tries": published.tries_left, "reference": remembered.reference}


def _another(
    request: HttpRequest, remembered: Remembered, *, held: str = "", ticket: str = ""
) -> dict[str, Any]:
    """What the button for another code needs, or why there is none."""
    from_when = may_ask_at(remembered)
    return {
        "reference": remembered.reference,
        "held": held,
        "codes": remembered.codes,
        "may_ask": remembered.codes < MOST_CODES,
        "may_choose": remembered.codes < MOST_CODES and may_choose(remembered),
        "from_hour": hours.since(from_when) if from_when > time.time() else "",
        **price(request, ticket=ticket),
    }


def _expired(request: HttpRequest, enquiry: Enquiry, published: Published) -> HttpResponse:
    return show(
        request,
        "expired",
        title=_("Ese código ya venció"),
        back=may_go_back(enquiry, published),
        **_another(request, enquiry.remembered),
    )


def _spent(request: HttpRequest, enquiry: Enquiry, published: Published) -> HttpResponse:
    # The person pressed twice, or used it in this browser before: what it opened is still there.
    if published.accounts:
        return see_other("answer")
    return show(
        request, "spent", title=_("Ese código ya se usó"), **_another(request, enquiry.remembered)
    )


def _too_many(request: HttpRequest, enquiry: Enquiry, published: Published) -> HttpResponse:
    return show(
        request,
        "too_many",
        title=_("Se acabaron los intentos de esta consulta"),
        back=may_go_back(enquiry, published),
    )


STATES: dict[Verdict | None, Callable[[HttpRequest, Enquiry, Published], HttpResponse]] = {
    Verdict.EXPIRED: _expired,
    Verdict.SPENT: _spent,
    Verdict.TOO_MANY: _too_many,
}
