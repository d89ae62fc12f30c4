"""What costs work: asking for a code, and objecting; from the checked form to the letterbox."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recupera.guard.limits import CASE, Closed, network_marks
from recupera.guard.source import Source, source_of
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
from recupera.portal import hours, in_hand
from recupera.portal.delay import raised
from recupera.portal.question import Datum


class Held(Exception):
    """Nothing was asked. `sentence` says why and what to do; the ticket is worth keeping.

    `closed` names the budget that is used up, "datum" or "source".
    """

    def __init__(self, sentence: str, *, closed: str = "", ticket: str = "") -> None:
        super().__init__(sentence)
        self.field = None
        self.sentence = sentence
        self.closed = closed
        self.ticket = ticket


def ask(
    request: HttpRequest,
    flow: Flow,
    datum: Datum,
    *,
    reference: str,
    by_sms: bool = False,
    shown: str = "",
) -> None:
    """Pays, and leaves an *ask* in the letterbox: the same for every datum.

    `shown` is of a message in hand, or empty; the worker alone finds out what it is worth. Then
    the datum's own budgets are left alone and the work is dearer. Raises Held.
    """

    def seal() -> Sealed:
        return _sealed(flow, datum, reference, source_of(request), by_sms=by_sms, shown=shown)

    if shown:
        leave(request, seal, times=in_hand.COSTS)
    else:
        leave(request, seal, datum=datum)


def leave(
    request: HttpRequest,
    seal: Callable[[], Sealed],
    *,
    datum: Datum | None = None,
    case: str | None = None,
    times: int = 1,
    for_good: bool = False,
    also: Callable[[Sealed], None] | None = None,
) -> Sealed:
    """Pays for what `seal` makes and leaves it in the letterbox. Raises Held, or drop.SlotGone.

    `case` is the reference of a case whose code is asked for, empty for whatever else is about a
    case. Without a reference and without a datum it is the source alone that has budgets. `times`
    is how much dearer it is; `for_good` as `accepting`; `also` is done in the same transaction.
    """
    ticket = request.POST.get("ticket", "")
    with holding(ticket, case=case is not None):
        payment = verify(request.POST.get("altcha", ""), ticket)
        sealed = seal()
        with accepting(for_good=for_good):
            spend(
                payment,
                kind=CASE if case else (datum.kind if datum else None),
                value=case or (datum.normal.value if datum else ""),
                source=source_of(request),
                raised=raised() * times,
            )
            drop(sealed)
            if also:
                also(sealed)
    return sealed


@contextmanager
def holding(ticket: str, *, case: bool = False) -> Iterator[None]:
    """Says whatever keeps a form from being accepted in words for its person. Raises Held.

    `case` is whether what it asks for is about a case.
    """
    try:
        yield
    except TooSoon as soon:
        raise Held(_wait(soon.seconds), ticket=ticket) from None
    except Closed as closed:
        raise Held(_closed(closed, case=case), closed=closed.budget) from None
    except (WorkMissing, WorkExpired, WorkSpent):
        raise Held(
            _("Esta página estuvo abierta mucho tiempo o ya se usó. Presione el botón otra vez.")
        ) from None
    except LetterboxFull:
        raise Held(
            _("Todavía estamos atendiendo sus consultas anteriores. Espere un minuto.")
        ) from None


def _sealed(
    flow: Flow, datum: Datum, reference: str, source: Source, *, by_sms: bool, shown: str
) -> Sealed:
    return seal_ask(
        flow,
        kind=datum.kind,
        value=datum.normal.value,
        reference=reference,
        language=get_language() or "es",
        networks=network_marks(source),
        by_sms=by_sms,
        shown=shown,
    )


def remembered_of(datum: Datum, *, reference: str, for_password: bool = False) -> Remembered:
    """What the browser keeps of a first ask."""
    return Remembered(
        kind=datum.kind,
        typed=datum.typed,
        mobile=datum.normal.mobile,
        reference=reference,
        asked_at=time.time(),
        codes=1,
        for_password=for_password,
    )


def _wait(seconds: float) -> str:
    whole = max(1, round(seconds + 0.5))
    return ngettext(
        "Espere %(seconds)d segundo y presione el botón otra vez. No perdió nada.",
        "Espere %(seconds)d segundos y presione el botón otra vez. No perdió nada.",
        whole,
    ) % {"seconds": whole}


def _closed(closed: Closed, *, case: bool) -> str:
    hour = hours.day_and_hour(closed.until.timestamp(), now=time.time())
    if closed.budget == "source" and case:
        return _(
            "Desde su red se han hecho muchas consultas. Podrá seguir a %(hour)s. Su caso sigue "
            "su curso."
        ) % {"hour": hour}
    if closed.budget == "source":
        return _(
            "Desde su red se han hecho muchas consultas. Podrá hacer otra a %(hour)s, "
            "o crear un caso ahora."
        ) % {"hour": hour}
    if case:
        return _(
            "Ya se pidieron varios códigos para este caso. Podrá pedir otro a %(hour)s, "
            "o escribir ahora la clave de seguimiento."
        ) % {"hour": hour}
    return _(
        "Ya se pidieron varios códigos con este dato. Podrá pedir otro a %(hour)s, "
        "o crear un caso ahora."
    ) % {"hour": hour}
