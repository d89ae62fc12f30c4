"""What handling an envelope comes to: sealed bytes for its slot, or a reason to wait."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Sealed bytes for one slot; `answer` is None where the directory could not say one."""

    slot_id: str
    revision: int
    status: bytes
    answer: bytes | None


class TooEarly(Exception):
    """The ask before it was not handled yet, or another worker is at it; it goes back unjudged."""
