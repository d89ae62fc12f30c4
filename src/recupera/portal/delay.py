"""Whether codes are slow now: a sentence for everybody, told from nothing about anybody."""

import time

from django.db import DatabaseError

from recupera.letterbox import delay
from recupera.options import current

# What the code page promises: "Suele tardar menos de un minuto."
LATE = 60.0
KEPT = 5.0
# When it was last looked up in this process, and what was found.
_seen: list[tuple[float, bool]] = []


def late() -> bool:
    """By the option, or by itself; one small read per process and five seconds."""
    banner = current().delay_banner
    if banner != "auto":
        return banner == "on"
    now = time.monotonic()
    looked_at, found = _seen[0] if _seen else (now - 2 * KEPT, False)
    if now - looked_at > KEPT:
        # First, so that no other thread looks as well, which could take long.
        _seen[:] = [(now, found)]
        found = _is_late()
        _seen[:] = [(now, found)]
    return found


def forget() -> None:
    """Looks anew at the next call; for tests."""
    _seen.clear()


def _is_late() -> bool:
    # A page about a store that is away must not fail for asking the store.
    try:
        return delay.seconds() > LATE
    except DatabaseError:
        return False
