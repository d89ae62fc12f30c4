"""What a ledger holds of one owner, opened: what was sent in a day, how many wrong codes in a row.

Pure: no database, no clock, no framework.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from recupera.enquiries.allowance import Asking, Sending, Share, with_sending, within_a_day
from recupera.people import DatumKind

# SP 800-63B-4, 3.2.2: no more failures in a row than these on one channel.
MOST_FAILURES = 100
FAILURES_LIVE = timedelta(days=30)
SENDINGS_LIVE = timedelta(hours=24)
# Beside the six of the day: an owner who shows one message after the other goes on from the last.
MOST_PASSED = 2
MOST_PASSES = 4


@dataclass(frozen=True)
class Tally:
    """`failed_at` is when the last of `failures` was judged."""

    sent: tuple[Sending, ...] = ()
    failures: int = 0
    failed_at: datetime | None = None

    @property
    def guarded(self) -> bool:
        """Whether one channel is no longer enough."""
        return self.failures >= MOST_FAILURES

    def at(self, now: datetime) -> "Tally":
        """Without what has had its time."""
        old = self.failed_at is not None and now - self.failed_at >= FAILURES_LIVE
        kept = self.succeeded() if old else self
        return replace(kept, sent=within_a_day(self.sent, now))

    def with_sending(self, asking: Asking, share: Share, passes: tuple[str, ...]) -> "Tally":
        sent = with_sending(self.sent, asking, share, passes[:MOST_PASSES])
        passed = [place for place, one in enumerate(sent) if one.share is Share.PASSED]
        gone = passed[:-MOST_PASSED]
        return replace(self, sent=tuple(one for at, one in enumerate(sent) if at not in gone))

    def failed(self, now: datetime) -> "Tally":
        return replace(self, failures=self.failures + 1, failed_at=now)

    def succeeded(self) -> "Tally":
        return replace(self, failures=0, failed_at=None)

    def until(self, now: datetime) -> datetime:
        """When its ledger may go: told by what was done, which is the same for decoys."""
        touched = now + SENDINGS_LIVE
        return max(touched, self.failed_at + FAILURES_LIVE) if self.failed_at else touched

    def encode(self) -> bytes:
        sent = [
            [one.kind, sorted(one.networks), one.at.timestamp(), one.share, one.passes]
            for one in self.sent
        ]
        failed_at = self.failed_at.timestamp() if self.failed_at else None
        return json.dumps([sent, self.failures, failed_at], separators=(",", ":")).encode()

    @classmethod
    def decode(cls, content: bytes) -> "Tally":
        sent, failures, failed_at = json.loads(content)
        return cls(
            sent=tuple(
                Sending(
                    DatumKind(kind), frozenset(networks), _moment(at), Share(share), tuple(passes)
                )
                for kind, networks, at, share, passes in sent
            ),
            failures=failures,
            failed_at=_moment(failed_at) if failed_at else None,
        )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
