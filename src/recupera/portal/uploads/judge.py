"""Whether one file is taken, and under which name: bytes and a name in, a kind or a reason out."""

from dataclasses import dataclass

from recupera.files.findings import Refusal
from recupera.files.kinds import PROGRAM_SUFFIXES, Kind, kind_of, suffix_of
from recupera.files.names import clean_name, named_as
from recupera.files.pixels import MOST, pixels


class Refused(Exception):
    """A file that is not taken; `reason` has its sentence in `sentences`."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Judged:
    """A file that is taken: the name it is kept under, and what it is."""

    name: str
    kind: Kind


def judge(name: str, content: bytes) -> Judged:
    """Raises Refused. Its size and how many there are is `take`'s to judge."""
    cleaned = clean_name(name)
    if not cleaned:
        raise Refused(Refusal.NAMELESS)
    if not content:
        raise Refused(Refusal.EMPTY)
    kind = kind_of(content)
    if kind is Kind.PROGRAM or suffix_of(cleaned) in PROGRAM_SUFFIXES:
        raise Refused(Refusal.PROGRAM)
    kept = named_as(cleaned, kind)
    if kept is None:
        raise Refused(Refusal.MISNAMED)
    if (pixels(content, kind) or 0) > MOST:
        raise Refused(Refusal.TOO_MANY_PIXELS)
    return Judged(kept, kind)
