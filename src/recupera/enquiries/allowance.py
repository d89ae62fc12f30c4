"""How many messages an account may get in 24 hours, and who may take which of them.

Pure: no database, no clock, no framework. Four are for everybody. Two are kept for networks that
were sent none for this account in 24 hours; they are parted per kind of datum, so that whoever has
many networks and one datum of an owner leaves the others' to the owner. A message that was received
is worth one more (`passes`). Why: docs/decisions/0010-limits.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from recupera.people import DatumKind

DAY = timedelta(hours=24)
GENERAL = 4
KEPT = 2


class Share(StrEnum):
    """Out of which share of the day's messages one was sent."""

    GENERAL = "general"
    KEPT = "kept"
    PASSED = "passed"


@dataclass(frozen=True)
class Asking:
    """An ask as it is judged: the marks of its network, and the digest of a message in hand.

    A network has a mark for today and one for yesterday; two asks are of one network if they
    share one. `passing` is empty where no message was shown.
    """

    kind: DatumKind
    networks: frozenset[str]
    at: datetime
    passing: str = ""


@dataclass(frozen=True)
class Sending:
    """One ask that was answered with messages, however many channels they went to.

    `passes` are the digests of what stands in them, until one of them was shown.
    """

    kind: DatumKind
    networks: frozenset[str]
    at: datetime
    share: Share
    passes: tuple[str, ...] = ()


def share_for(sent: Iterable[Sending], asking: Asking) -> Share | None:
    """The share that this ask may take; None where it must get nothing."""
    recent = within_a_day(sent, asking.at)
    if asking.passing and any(asking.passing in one.passes for one in recent):
        return Share.PASSED
    if sum(one.share is Share.GENERAL for one in recent) < GENERAL:
        return Share.GENERAL
    kept = {one.kind for one in recent if one.share is Share.KEPT}
    fresh = all(one.networks.isdisjoint(asking.networks) for one in recent)
    return Share.KEPT if fresh and len(kept) < KEPT and asking.kind not in kept else None


def is_last(sent: Iterable[Sending], asking: Asking, share: Share) -> bool:
    """Whether the same network, asking once more by the same kind, would get nothing."""
    return share_for(with_sending(sent, asking, share), replace(asking, passing="")) is None


def with_sending(
    sent: Iterable[Sending], asking: Asking, share: Share, passes: tuple[str, ...] = ()
) -> tuple[Sending, ...]:
    """What was sent, with this one; the message that was shown for it is worth no other."""
    recent = within_a_day(sent, asking.at)
    shown = tuple(_without(one, asking.passing) for one in recent)
    new = Sending(asking.kind, asking.networks, asking.at, share, passes)
    return (*shown, new)


def within_a_day(sent: Iterable[Sending], now: datetime) -> tuple[Sending, ...]:
    """Half-open: what was sent exactly 24 hours ago no longer counts."""
    return tuple(one for one in sent if now - one.at < DAY)


def _without(one: Sending, shown: str) -> Sending:
    return replace(one, passes=()) if shown and shown in one.passes else one
