"""What the worker does besides: chain the journal, purge what has had its time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from recupera.enquiries import ledgers
from recupera.enquiries.models import Enquiry, Handled
from recupera.guard import limits
from recupera.journal.chain import seal_new
from recupera.keys import destroy_old
from recupera.letterbox import delay, take
from recupera.letterbox.clock import now
from recupera.letterbox.delay import TOLD_EVERY
from recupera.letterbox.sealing import private_ring
from recupera.messages import outbox
from recupera.options import current
from recupera.worker import following
from recupera.worker.breakers import Breakers
from recupera.worker.delay import tell_portal

SLOT_LIVES = timedelta(minutes=30)
ENQUIRY_LIVES = timedelta(hours=24)


def purge() -> None:
    """Deletes what 2-architecture says is gone by now; old worker keys with it."""
    at = now("vault")
    take.purge(SLOT_LIVES)
    Enquiry.objects.filter(created_at__lt=at - ENQUIRY_LIVES).delete()
    # A worker killed right after showing a result could not empty it any more.
    Handled.objects.filter(at__lt=at - SLOT_LIVES).update(status=None, answer=None)
    following.purge(at)
    outbox.purge(at)
    ledgers.purge(at)
    limits.purge(time.time())
    destroy_old(current().data, doors=("worker",))
    # A handled id is needed for as long as its envelope could be opened again.
    alive = [key.id for key in private_ring()]
    Handled.objects.exclude(key_id__in=alive).delete()


def raise_cost(breakers: Breakers) -> None:
    """Tells the portal what an ask costs now."""
    delay.tell_raised(breakers.raised(now("vault")))


def _duties() -> tuple[tuple[float, Callable[[], object]], ...]:
    breakers = Breakers()
    return (
        (1.0, seal_new),
        (TOLD_EVERY.total_seconds(), tell_portal),
        (30.0, lambda: raise_cost(breakers)),
        (20.0, following.follow_up),
        (60.0, purge),
    )


@dataclass
class Housekeeping:
    """Each duty at its own pace, between two turns."""

    duties: tuple[tuple[float, Callable[[], object]], ...] = field(default_factory=_duties)
    done: dict[float, float] = field(default_factory=dict)

    def when_due(self) -> None:
        for pace, duty in self.duties:
            if time.monotonic() - self.done.get(pace, 0.0) >= pace:
                self.done[pace] = time.monotonic()
                duty()
