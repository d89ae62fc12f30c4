"""Asking for a code: what find and resend share, from the checked form to the letterbox."""

import time

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recupera.guard.limits import Closed
from recupera.guard.source import source_of
from recupera.guard.work import (
    TooSoon,
    WorkExpired,
    WorkMissing,
    WorkSpent,
    spend,
    verify,
)
from recupera.letterbox.drop import LetterboxFull, accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Remembered
from recupera.letterbox.sealing import Sealed, seal_ask
from recupera.portal import hours
from recupera.portal.delay import raised
from recupera.portal.question import Datum


class Held(Exception):
    """Nothing was asked. `sentence` says why and what to do; the ticket is worth keeping."""

    def __init__(self, sentence: str, *, closed: bool = False, ticket: str = "") -> None:
        super().__init__(sentence)
        self.field = None
        self.sentence = sentence
        self.closed = closed
        self.ticket = ticket


def ask(
    request: HttpRequest, flow: Flow, datum: Datum, *, reference: str, by_sms: bool = False
) -> None:
    """Pays, and leaves an *ask* in the letterbox: the same for every datum. Raises Held."""
    ticket = request.POST.get("ticket", "")
    try:
        payment = verify(request.POST.get("altcha", ""), ticket)
        sealed = _sealed(flow, datum, reference, by_sms)
        with accepting():
            source = source_of(request)
            spend(
                payment,
                kind=datum.kind,
                value=datum.normal.value,
                source=source,
                raised=raised(),
            )
            drop(sealed)
    except TooSoon as soon:
        raise Held(_wait(soon.seconds), ticket=ticket) from None
    except Closed as closed:
        raise Held(_closed(closed), closed=True) from None
    except (WorkMissing, WorkExpired, WorkSpent):
        raise Held(
            _("Esta página estuvo abierta mucho tiempo o ya se usó. Presione el botón otra vez.")
        ) from None
    except LetterboxFull:
        raise Held(
            _("Todavía estamos atendiendo sus consultas anteriores. Espere un minuto.")
        ) from None


def _sealed(flow: Flow, datum: Datum, reference: str, by_sms: bool) -> Sealed:
    return seal_ask(
        flow,
        kind=datum.kind,
        value=datum.normal.value,
        reference=reference,
        language=get_language() or "es",
        by_sms=by_sms,
    )


def remembered_of(datum: Datum, *, reference: str) -> Remembered:
    """What the browser keeps of a first ask."""
    return Remembered(
        kind=datum.kind,
        typed=datum.typed,
        mobile=datum.normal.mobile,
        reference=reference,
        asked_at=time.time(),
        codes=1,
    )


def _wait(seconds: float) -> str:
    whole = max(1, round(seconds + 0.5))
    return ngettext(
        "Espere %(seconds)d segundo y presione el botón otra vez. No perdió nada.",
        "Espere %(seconds)d segundos y presione el botón otra vez. No perdió nada.",
        whole,
    ) % {"seconds": whole}


def _closed(closed: Closed) -> str:
    hour = hours.day_and_hour(closed.until.timestamp(), now=time.time())
    if closed.budget == "source":
        return _(
            "Desde su red se han hecho muchas consultas. Podrá hacer otra a %(hour)s, "
            "o crear un caso ahora."
        ) % {"hour": hour}
    return _(
        "Ya pidió varios códigos con este dato. Podrá pedir otro a %(hour)s, o crear un caso ahora."
    ) % {"hour": hour}
