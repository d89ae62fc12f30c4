""" "No fui yo": an objection code that somebody typed. A right one freezes; any other is wrong."""

from contextlib import suppress
from dataclasses import dataclass

from recupera.directories.contract import DirectoryUnavailable
from recupera.journal.events import Event, record
from recupera.letterbox.clock import now
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict, seal_answer, seal_status
from recupera.letterbox.take import revision_of
from recupera.orders.models import OrderObjection
from recupera.recoveries import marks
from recupera.recoveries.models import Objection, Recovery
from recupera.recoveries.policy import Ending, counts
from recupera.worker.freezing import freeze, void
from recupera.worker.moment import Moment
from recupera.worker.order_objecting import freeze_by_order
from recupera.worker.outcome import Outcome
from recupera.worker.requests import read_object

STORE = "vault"


@dataclass(frozen=True)
class Objected:
    """DONE with the case, or WRONG."""

    ending: Ending
    case: str = ""


def look_up(opened: Opened, moment: Moment) -> Objected:
    """Freezes the account of a right code, then asks the directory. Raises requests.Malformed."""
    typed = read_object(opened)
    probes = marks.probes_of_objection(typed.code)
    # Both tables are looked into, whatever is found: how long it takes says nothing of the code.
    objection = Objection.objects.filter(id__in=probes).first()
    of_order = OrderObjection.objects.filter(id__in=probes).first()
    if objection is not None and _counts(objection, moment):
        return _of_recovery(objection, moment)
    if of_order is not None and _counts(of_order, moment):
        return _of_order(of_order, moment)
    return Objected(Ending.WRONG)


def _of_recovery(objection: Objection, moment: Moment) -> Objected:
    case = freeze(objection, envelope=moment.envelope, now=now(STORE))
    if case is None:
        return Objected(Ending.WRONG)
    # Done once it is frozen: where the directory does not answer now, housekeeping asks again.
    with suppress(DirectoryUnavailable):
        void(Recovery.objects.get(id=objection.recovery))
    return Objected(Ending.DONE, case)


def _of_order(objection: OrderObjection, moment: Moment) -> Objected:
    case = freeze_by_order(objection, envelope=moment.envelope, now=now(STORE))
    # What an order did to the account is housekeeping's, at once.
    return Objected(Ending.DONE, case) if case else Objected(Ending.WRONG)


def settle(opened: Opened, objected: Objected, moment: Moment) -> Outcome:
    """Everything is committed by now but the verdict."""
    flow, ending = opened.flow, objected.ending.value
    record(Event.ACTED, {"enquiry": flow.slot_id, "act": "object", "verdict": ending})
    status = seal_status(flow, 0, {moment.envelope: Verdict(ending)}, case=objected.case)
    answer = seal_answer(flow, (), more=False)
    return Outcome(flow.slot_id, revision_of(flow.slot_id) + 1, status, answer)


def _counts(objection: Objection | OrderObjection, moment: Moment) -> bool:
    return counts(
        used_by=objection.used_by,
        envelope=moment.envelope,
        expires_at=objection.expires_at,
        typed_at=moment.inserted_at,
    )
