"""How late the house is. Every number here is the same whether or not anybody exists.

Envelopes and rows that were never taken wait in one order, real or null; the mail server is
asked whether or not mail waits. What was tried and failed is left out: only real messages fail.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from recupera.letterbox import delay
from recupera.letterbox.clock import now
from recupera.letterbox.models import Envelope
from recupera.messages.models import Message, State
from recupera.messages.pulse.feel import EVERY
from recupera.messages.pulse.models import Beat


@dataclass(frozen=True)
class Lateness:
    """In seconds: how late the worker is, how late the sender, how long mail did not answer.

    `mail` is None before the sender's first sign of life.
    """

    worker: float
    sender: float
    mail: float | None

    @property
    def longest(self) -> float:
        return max(self.worker, self.sender, (self.mail or 0.0) - EVERY)


def lateness() -> Lateness:
    """Three point reads."""
    at = now("vault")
    due = Envelope.objects.filter(due_at__lte=at).aggregate(first=Min("due_at"))["first"]
    untried = Message.objects.filter(state=State.WAITING, tries=0, not_before__lte=at)
    oldest = untried.aggregate(first=Min("not_before"))["first"]
    beat = Beat.objects.filter(id=1).values_list("answered_at", flat=True).first()
    return Lateness(_since(due, at), _since(oldest, at), _since(beat, at) if beat else None)


def tell_portal() -> None:
    delay.tell(lateness().longest)


def _since(when: datetime | None, at: datetime) -> float:
    return max(timedelta(0), at - when).total_seconds() if when else 0.0
