"""What handling an envelope comes to: sealed bytes for its slot, or a reason to wait."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Sealed bytes for one slot, the whole of what its browser may see."""

    slot_id: str
    revision: int
    status: bytes
    answer: bytes


class TooEarly(Exception):
    """The ask before this prove was not handled yet; it goes back unjudged."""
