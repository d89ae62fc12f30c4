"""How long codes take now, and what an ask costs: the worker says it in one row, for everybody."""

from datetime import timedelta

from recupera.letterbox.clock import now
from recupera.letterbox.drop import STORE
from recupera.letterbox.models import Delay

# How often the worker says it; a worker that is silent for longer is itself a delay.
TOLD_EVERY = timedelta(seconds=5)


def tell(seconds: float) -> None:
    """The worker's side."""
    values = {"seconds": max(0, int(seconds)), "told_at": now(STORE)}
    Delay.objects.update_or_create(id=1, defaults=values)


def tell_raised(times: int) -> None:
    """The worker's side: how many times as much work an ask takes now."""
    Delay.objects.filter(id=1).update(raised=times)


def seconds() -> float:
    """The portal's side: what was told, or for how long nothing was; 0 before the first time."""
    told = Delay.objects.filter(id=1).first()
    if told is None:
        return 0.0
    silence = now(STORE) - told.told_at - TOLD_EVERY
    return max(float(told.seconds), silence.total_seconds())


def raised() -> int:
    """The portal's side: what was told last, however long ago; 1 before the first time."""
    return Delay.objects.filter(id=1).values_list("raised", flat=True).first() or 1
