"""Going on with acts that the directory did not let anybody finish: nothing of them is lost."""

from datetime import datetime

from django.db import transaction

from recupera.directories.contract import DirectoryUnavailable
from recupera.journal.events import Event, record
from recupera.letterbox.clock import now
from recupera.recoveries.models import Objection, Recovery, State
from recupera.recoveries.policy import RECOVERY_LIVES
from recupera.worker.changing import came_through, tidy
from recupera.worker.freezing import void
from recupera.worker.outcome import TooEarly
from recupera.worker.telling import tell

STORE = "vault"
# So many at once: a directory that hangs at each must not hold up those who wait for a code.
MOST = 5


def follow_up() -> int:
    """Goes on with what is due, the oldest first; returns how many were finished."""
    at, done = now(STORE), 0
    for recovery in Recovery.objects.filter(due_at__lte=at).order_by("due_at")[:MOST]:
        try:
            _follow(recovery, at)
        except DirectoryUnavailable:
            break
        except TooEarly:
            continue
        done += 1
    return done


def purge(at: datetime) -> None:
    """Deletes what nobody can object to any more and nobody has to finish."""
    old = Recovery.objects.filter(claimed_at__lt=at - RECOVERY_LIVES, due_at__isnull=True)
    old.delete()
    Objection.objects.filter(expires_at__lt=at).delete()


def _follow(recovery: Recovery, at: datetime) -> None:
    if recovery.state == State.OBJECTED:
        void(recovery)
        return
    if recovery.state == State.CLAIMED and not came_through(recovery):
        record(Event.RELEASED, {"enquiry": recovery.enquiry, "recovery": recovery.id})
        return
    tidy(recovery)
    if recovery.state == State.SET:
        with transaction.atomic(STORE):
            tell(recovery, at)
    else:
        Recovery.objects.filter(id=recovery.id).update(due_at=None)
