"""What the worker says of the house: whether codes are slow, and what an ask costs now.

For everybody alike, told from nothing about anybody.
"""

import time
from dataclasses import dataclass

from django.db import DatabaseError

from recupera.letterbox import delay
from recupera.options import current

# What the code page promises: "Suele tardar menos de un minuto."
LATE = 60.0
KEPT = 5.0


@dataclass(frozen=True)
class _Told:
    late: bool = False
    raised: int = 1


# When it was last looked up in this process, and what was found.
_seen: list[tuple[float, _Told]] = []


def late() -> bool:
    """By the option, or by itself."""
    banner = current().delay_banner
    return banner == "on" if banner != "auto" else _told().late


def raised() -> int:
    """How many times as much work an ask takes now."""
    return _told().raised


def forget() -> None:
    """Looks anew at the next call; for tests."""
    _seen.clear()


def _told() -> _Told:
    """One small look per process and five seconds."""
    now = time.monotonic()
    looked_at, found = _seen[0] if _seen else (now - 2 * KEPT, _Told())
    if now - looked_at > KEPT:
        # First, so that no other thread looks as well, which could take long.
        _seen[:] = [(now, found)]
        found = _look(found)
        _seen[:] = [(now, found)]
    return found


def _look(before: _Told) -> _Told:
    # A page about a store that is away must not fail for asking the store.
    try:
        return _Told(delay.seconds() > LATE, delay.raised())
    except DatabaseError:
        return _Told(late=False, raised=before.raised)
