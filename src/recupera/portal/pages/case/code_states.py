"""How the code page of a case looks after each thing that can have happened to the last code."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recupera.letterbox.remembered import Following
from recupera.letterbox.slot import Published, Verdict, look, stands
from recupera.options import current
from recupera.people.case_reference import grouped
from recupera.portal import hours
from recupera.portal.asking import Held
from recupera.portal.cookies import Case
from recupera.portal.pages.case.opened import lapsed
from recupera.portal.showing import price, see_other, show

MOST_CODES = 3


def show_code(
    request: HttpRequest,
    case: Case,
    *,
    error: str = "",
    held: Held | None = None,
    typed: str = "",
) -> HttpResponse:
    """`error` belongs to the code's field, `held` to the button that asks for another code."""
    following = case.following
    published = look(case.flow, posted_at=following.posted_at)
    if published and published.followed:
        return see_other("case_status")
    if published is None and not stands(case.flow):
        return lapsed(request, case)
    verdict = _verdict(request, following, published)
    if verdict in _ends() and not (error or held):
        return _over(request, following, verdict)
    if _unsent(published) and not (error or held):
        held = Held(_("No alcanzamos a atender su consulta. Pida otro código."))
    end = following.asked_at + current().code_minutes * 60
    return show(
        request,
        "case/code",
        title=_("Escriba el código"),
        status=429 if held and held.closed else 200,
        number=grouped(following.reference),
        good_until=hours.until(end),
        late=time.time() > end,
        error=error or ("" if held else _wrong(verdict, published, following)),
        typed=typed,
        **_another(request, following, held),
    )


def may_ask_at(following: Following) -> float:
    """When the next code may be asked for, in epoch seconds."""
    return following.asked_at + current().budgets.datum_wait.period


def _verdict(
    request: HttpRequest, following: Following, published: Published | None
) -> Verdict | None:
    """Of the last code typed; `?otro` sets it aside for a person who has a newer one."""
    if published is None or following.act != "prove" or "otro" in request.GET:
        return None
    verdict = published.verdicts.get(following.envelope)
    if verdict == Verdict.WRONG and published.tries_left < 1:
        return Verdict.TOO_MANY
    return verdict


def _unsent(published: Published | None) -> bool:
    verdicts = published.verdicts.values() if published else ()
    return Verdict.TRY_AGAIN in verdicts and Verdict.DONE not in verdicts


def _wrong(verdict: Verdict | None, published: Published | None, following: Following) -> str:
    if verdict != Verdict.WRONG or published is None:
        return ""
    return ngettext(
        "Ese código no es correcto. Le queda %(tries)d intento. "
        "Use el mensaje con referencia %(reference)s.",
        "Ese código no es correcto. Le quedan %(tries)d intentos. "
        "Use el mensaje con referencia %(reference)s.",
        published.tries_left,
    ) % {"tries": published.tries_left, "reference": following.message}


def _another(request: HttpRequest, following: Following, held: Held | None) -> dict[str, Any]:
    """What the button for another code needs, or why there is none."""
    from_when = may_ask_at(following)
    return {
        "reference": following.message,
        "held": held,
        "codes": following.codes,
        "may_ask": following.codes < MOST_CODES,
        "from_hour": hours.since(from_when) if from_when > time.time() else "",
        **price(request, ticket=held.ticket if held else ""),
    }


def _over(request: HttpRequest, following: Following, verdict: Verdict | None) -> HttpResponse:
    return show(
        request,
        "case/code_over",
        title=_ends()[verdict],
        number=grouped(following.reference),
        closed=verdict == Verdict.TOO_MANY,
        **_another(request, following, None),
    )


def _ends() -> dict[Verdict | None, str]:
    return {
        Verdict.EXPIRED: _("Ese código ya venció"),
        Verdict.SPENT: _("Ese código ya se usó"),
        Verdict.TOO_MANY: _("Se acabaron los intentos de esta consulta"),
    }
