"""What an enquiry remembers, sealed into one size: the datum, the codes, the verdicts."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from recupera.enquiries.policy import MOST_TRIES, Kept
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current
from recupera.people import ChannelKind, DatumKind

# Three asks of four codes, the latest verdicts and the longest datum fit.
SIZE = 4096
# 3 asks and 5 proves are all that is ever judged; what floods in besides covers only itself.
MOST_VERDICTS = 16


@dataclass(frozen=True)
class Content:
    """The sealed part of an enquiry. `verdicts` is by envelope id, as the slot shows them.

    `owners` are the four marks of its ledgers, and whether a code was sent there: a guess at a
    code that nobody was sent is no failure of that owner.
    """

    kind: DatumKind
    value: str
    codes: tuple[Kept, ...] = ()
    verdicts: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, bool] = field(default_factory=dict)

    def with_codes(self, more: tuple[Kept, ...]) -> "Content":
        return replace(self, codes=(*self.codes, *more))

    def with_spent(self, used: Kept, at: datetime) -> "Content":
        spent = replace(used, spent_at=at)
        return replace(self, codes=tuple(spent if one == used else one for one in self.codes))

    def with_owners(self, marks: Iterable[str], sent: Collection[str]) -> "Content":
        """The latest ask's marks; what was sent to them before stays sent."""
        return replace(
            self, owners={one: one in sent or self.owners.get(one, False) for one in marks}
        )

    def with_verdict(self, envelope: str, verdict: str) -> "Content":
        """The latest MOST_VERDICTS: a flood of envelopes must not outgrow the one size."""
        latest = [*self.verdicts.items(), (envelope, verdict)][-MOST_VERDICTS:]
        return replace(self, verdicts=dict(latest))

    def seal(self, enquiry: str) -> bytes:
        codes = [_packed(code) for code in self.codes]
        values = [self.kind, self.value, codes, dict(self.verdicts), dict(self.owners)]
        plain = json.dumps(values, separators=(",", ":")).encode()
        return seal_with(_ring(), plain, about=_about(enquiry), size=SIZE)

    @classmethod
    def open(cls, enquiry: str, sealed: bytes) -> "Content":
        """Raises keys.CannotOpen or keys.KeyMissing."""
        values = json.loads(open_with(_ring(), sealed, about=_about(enquiry)))
        kind, value, codes, verdicts, owners = values
        return cls(DatumKind(kind), value, tuple(map(_unpacked, codes)), verdicts, owners)


def _packed(code: Kept) -> list[Any]:
    # Without names, and hours as numbers: twelve codes share the one size with all the rest.
    spent = code.spent_at.timestamp() if code.spent_at else 0
    return [code.digest, code.channel, code.made_at.timestamp(), code.by, spent]


def _unpacked(packed: list[Any]) -> Kept:
    digest, channel, made, by, spent = packed
    spent_at = datetime.fromtimestamp(spent, UTC) if spent else None
    return Kept(digest, channel, datetime.fromtimestamp(made, UTC), ChannelKind(by), spent_at)


def tries_left(tries: int) -> int:
    return max(0, MOST_TRIES - tries)


def _about(enquiry: str) -> bytes:
    return f"enquiry {enquiry}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
