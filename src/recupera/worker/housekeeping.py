"""What the worker does besides: chain the journal, purge what has had its time."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from recupera.cases.data_marks import mark_older
from recupera.enquiries import ledgers
from recupera.enquiries.models import Enquiry, Handled
from recupera.guard import limits
from recupera.hatch import take as hatch
from recupera.journal.checkpoints import write_daily
from recupera.keys import destroy_old
from recupera.letterbox import delay, take
from recupera.letterbox.clock import now
from recupera.letterbox.delay import TOLD_EVERY
from recupera.letterbox.models import Envelope
from recupera.letterbox.sealing import private_ring
from recupera.messages import outbox
from recupera.options import current
from recupera.orders.proving import lapse
from recupera.worker import case_keeping, figures, following, ordering, posting
from recupera.worker.breakers import Breakers
from recupera.worker.delay import tell_portal
from recupera.worker.digest import tell_supervisors
from recupera.worker.retaining import delete_due

log = logging.getLogger(__name__)

SLOT_LIVES = timedelta(minutes=30)
ENQUIRY_LIVES = timedelta(hours=24)
# The letterbox commits without waiting for its disk; PostgreSQL follows within a second.
SHOWN_FOR_GOOD = timedelta(seconds=5)
MOST_EMPTIED = 5_000


def purge() -> None:
    """Deletes what 2-architecture says is gone by now; old worker keys with it.

    But not what an envelope about a case needs that waits, since it waits for as long as it takes;
    nor an enquiry whose slot stands, in which somebody may write and would never hear.
    """
    at = now("vault")
    # Looked at first: what stood a moment ago may just have been written to.
    old = Enquiry.objects.filter(created_at__lt=at - ENQUIRY_LIVES)
    standing = take.standing(old.values_list("id", flat=True))
    take.purge(SLOT_LIVES)
    awaited = take.lasting()
    figures.forget(old.exclude(id__in={*standing, *(one.slot_id for one in awaited)}))
    following.purge(at)
    ordering.purge(at)
    outbox.purge(at)
    ledgers.purge(at)
    limits.purge(time.time())
    hatch.purge()
    still_needed = {one.key_id for one in awaited} | hatch.waiting_keys()
    destroy_old(current().data, doors=("worker",), but=still_needed)
    # A handled id is needed for as long as its envelope could be opened again.
    # Keys' ids sort by age: one range of an index, not a look at each of days.
    oldest = min((key.id for key in private_ring()), default="")
    Handled.objects.filter(key_id__lt=oldest).delete()


def empty_shown() -> None:
    """Empties the kept results whose slots show them for good: their envelopes are gone.

    Not within the step itself, which so needs no second commit, and does not have to wait until
    the letterbox is on disk.
    """
    kept = Handled.objects.filter(status__isnull=False, at__lt=now("vault") - SHOWN_FOR_GOOD)
    ids = list(kept.order_by("at").values_list("id", flat=True)[:MOST_EMPTIED])
    waiting = set(Envelope.objects.filter(id__in=ids).values_list("id", flat=True))
    shown = [one for one in ids if one not in waiting]
    Handled.objects.filter(id__in=shown).update(status=None, answer=None)


def raise_cost(breakers: Breakers) -> None:
    """Tells the portal what an ask costs now."""
    delay.tell_raised(breakers.raised(now("vault")))


def keep_checkpoint() -> None:
    """The day's checkpoint; whoever may not write there is told, and everything else goes on."""
    try:
        write_daily()
    except OSError as refused:
        log.error("no checkpoint of the journal: %s: %s", refused.filename, refused.strerror)


def _duties() -> tuple[tuple[float, Callable[[], object]], ...]:
    breakers = Breakers()
    return (
        (1.0, figures.seal_and_count),
        (TOLD_EVERY.total_seconds(), tell_portal),
        (10.0, empty_shown),
        (30.0, lambda: raise_cost(breakers)),
        (20.0, following.follow_up),
        (5.0, ordering.carry_out_due),
        (15.0, case_keeping.hear_scanner),
        (45.0, case_keeping.close_lapsed),
        (55.0, mark_older),
        (60.0, purge),
        (3600.0, delete_due),
        (3600.0, keep_checkpoint),
        (300.0, case_keeping.purge_unsent),
        (25.0, posting.tell_cases),
        (300.0, tell_supervisors),
        (60.0, lambda: lapse(now("vault"))),
    )


@dataclass
class Housekeeping:
    """Each duty at its own pace, between two turns."""

    duties: tuple[tuple[float, Callable[[], object]], ...] = field(default_factory=_duties)
    done: dict[int, float] = field(default_factory=dict)

    def when_due(self) -> None:
        for number, (pace, duty) in enumerate(self.duties):
            if time.monotonic() - self.done.get(number, 0.0) >= pace:
                self.done[number] = time.monotonic()
                duty()
