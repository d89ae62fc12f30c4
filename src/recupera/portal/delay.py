"""What the worker says of the house: whether codes are slow, and what an ask costs now.

For everybody alike, told from nothing about anybody.
"""

from dataclasses import dataclass

from django.db import DatabaseError

from recupera.letterbox import delay
from recupera.letterbox.glance import Glance
from recupera.options import current

# What the code page promises: "Suele tardar menos de un minuto."
LATE = 60.0
KEPT = 5.0


@dataclass(frozen=True)
class _Told:
    late: bool = False
    raised: int = 1


def late() -> bool:
    """By the option, or by itself."""
    banner = current().delay_banner
    return banner == "on" if banner != "auto" else _told().late


def raised() -> int:
    """How many times as much work an ask takes now."""
    return _told().raised


def _look(before: _Told) -> _Told:
    # A page about a store that is away must not fail for asking the store.
    try:
        return _Told(delay.seconds() > LATE, delay.raised())
    except DatabaseError:
        return _Told(late=False, raised=before.raised)


_told = Glance(_look, _Told(), seconds=KEPT)
forget = _told.forget
