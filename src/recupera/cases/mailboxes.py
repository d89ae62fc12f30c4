"""What a case's e-mail may be sent in a day, and wrong tracking keys in a row: ledgers like those
of owners, and in the same table.

Every question about a case opens and writes two: the reference's, and the address's or, where there
is none to write to, a decoy of the reference.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from recupera.enquiries import ledgers, owners

DAY = timedelta(hours=24)
MOST_A_DAY = 6
MOST_ACKNOWLEDGEMENTS = 3
# As for codes (SP 800-63B-4, 3.2.2): then the code is needed.
MOST_WRONG_KEYS = 100
FAILURES_LIVE = timedelta(days=30)


@dataclass(frozen=True)
class Posted:
    """What an address was sent in the last 24 hours, or how often a reference's key was wrong in a
    row; both halves in one form, so that nobody tells an address from a reference."""

    sent: tuple[tuple[datetime, bool], ...] = ()
    failures: int = 0
    failed_at: datetime | None = None

    def may(self, *, acknowledging: bool) -> bool:
        acknowledged = sum(one for _, one in self.sent)
        full = acknowledging and acknowledged >= MOST_ACKNOWLEDGEMENTS
        return len(self.sent) < MOST_A_DAY and not full

    @property
    def guarded(self) -> bool:
        return self.failures >= MOST_WRONG_KEYS

    def with_sent(self, now: datetime, *, acknowledging: bool) -> "Posted":
        return replace(self, sent=(*self.sent, (now, acknowledging)))

    def failed(self, now: datetime) -> "Posted":
        return replace(self, failures=self.failures + 1, failed_at=now)

    def succeeded(self) -> "Posted":
        return replace(self, failures=0, failed_at=None)

    def at(self, now: datetime) -> "Posted":
        old = self.failed_at is not None and now - self.failed_at >= FAILURES_LIVE
        kept = self.succeeded() if old else self
        return replace(kept, sent=tuple(one for one in self.sent if now - one[0] < DAY))

    def until(self, now: datetime) -> datetime:
        return max(now + DAY, self.failed_at + FAILURES_LIVE) if self.failed_at else now + DAY

    def encode(self) -> bytes:
        sent = [[at.timestamp(), acknowledging] for at, acknowledging in self.sent]
        failed = self.failed_at.timestamp() if self.failed_at else 0
        return json.dumps([sent, self.failures, failed], separators=(",", ":")).encode()

    @classmethod
    def decode(cls, content: bytes) -> "Posted":
        sent, failures, failed = json.loads(content)
        each = tuple((datetime.fromtimestamp(at, UTC), bool(one)) for at, one in sent)
        return cls(each, failures, datetime.fromtimestamp(failed, UTC) if failed else None)


@dataclass
class Ledgers:
    """The two of one question, locked until the transaction ends."""

    of_reference: str
    of_address: str
    posted: dict[str, Posted]

    @classmethod
    def open(cls, reference: str, address: str, now: datetime) -> "Ledgers":
        """`address` is empty where nobody can be written to."""
        mine = owners.mark(b"case", reference.encode())
        theirs = owners.mark(b"case address", address.encode())
        decoy = owners.mark(b"case decoy", reference.encode())
        other = theirs if address else decoy
        return cls(mine, other, ledgers.opened_as(Posted, (mine, other), now))

    @property
    def guarded(self) -> bool:
        return self.posted[self.of_reference].guarded

    def take(self, now: datetime, *, acknowledging: bool) -> bool:
        """Takes one message of the address's, if there is one left. Decoys are charged alike."""
        one = self.posted[self.of_address]
        if not one.may(acknowledging=acknowledging):
            return False
        self.posted[self.of_address] = one.with_sent(now, acknowledging=acknowledging)
        return True

    def judge_key(self, now: datetime, *, good: bool) -> None:
        one = self.posted[self.of_reference]
        self.posted[self.of_reference] = one.succeeded() if good else one.failed(now)

    def write(self, now: datetime) -> None:
        ledgers.write(self.posted, now)
