"""One enquiry's four ledgers, from opening them to writing them: who may be sent what.

Call everything here in one vault transaction; the ledgers are locked until it ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recupera.enquiries import ledgers, owners
from recupera.enquiries.allowance import Asking, Share, is_last, share_for
from recupera.enquiries.policy import Dispatch
from recupera.enquiries.tally import Tally
from recupera.people import Account


@dataclass(frozen=True)
class Tallies:
    """The opened ledgers by mark, in the order in which they were named."""

    by_mark: Mapping[str, Tally]

    @classmethod
    def open(cls, marks: Sequence[str], now: datetime) -> "Tallies":
        return cls(ledgers.opened(marks, now))

    def write(self, changed: Mapping[str, Tally], now: datetime) -> None:
        """Writes all of them, the unchanged ones too."""
        ledgers.write({**self.by_mark, **changed}, now)

    def guarded(self, account: Account) -> bool:
        """Whether one channel is no longer enough for this account."""
        return any(self.by_mark[mark].guarded for mark in self.standing_for(account))

    def standing_for(self, *accounts: Account) -> frozenset[str]:
        """The marks that count what is sent to these accounts."""
        each = (owners.standing_for(account, self.by_mark) for account in accounts)
        return frozenset[str]().union(*each)


@dataclass(frozen=True)
class Allotment:
    """What one ask may send. A dispatch is a message to each owner that it concerns.

    `real` are the marks that stand for an account; the others are decoys.
    """

    asking: Asking
    tallies: Tallies
    real: frozenset[str]
    shares: Mapping[str, Share | None]

    @classmethod
    def of(cls, asking: Asking, tallies: Tallies, accounts: Iterable[Account]) -> "Allotment":
        shares = {mark: share_for(one.sent, asking) for mark, one in tallies.by_mark.items()}
        return cls(asking, tallies, tallies.standing_for(*accounts), shares)

    def allows(self, dispatch: Dispatch) -> bool:
        """Where one of its owners has had the day's messages, nobody gets one by this channel."""
        marks = self.tallies.standing_for(*dispatch.accounts)
        return bool(marks) and all(self.shares[mark] for mark in marks)

    def is_last(self, dispatch: Dispatch) -> bool:
        """Whether one of its owners can get no other by asking in the same way."""
        marks = self.tallies.standing_for(*dispatch.accounts)
        return any(
            is_last(self.tallies.by_mark[mark].sent, self.asking, share)
            for mark in marks
            if (share := self.shares[mark])
        )

    def charged(self, sent: Iterable[tuple[Dispatch, str]]) -> dict[str, Tally]:
        """The tallies that change: with one message more for each owner of what was `sent`.

        With each dispatch comes the pass that its message holds, empty where it holds none. Decoys
        are charged as if their message had been sent.
        """
        passes: dict[str, list[str]] = {
            mark: [] for mark in self.tallies.by_mark if mark not in self.real
        }
        for dispatch, told in sent:
            for mark in self.tallies.standing_for(*dispatch.accounts):
                passes.setdefault(mark, []).append(told)
        return {
            mark: self.tallies.by_mark[mark].with_sending(
                self.asking, share, tuple(filter(None, told))
            )
            for mark, told in passes.items()
            if (share := self.shares[mark])
        }

    def guessable(self, charged: Mapping[str, Tally]) -> frozenset[str]:
        """Of the charged marks those where there is a code to guess; decoys as if there were."""
        coded = (mark for mark, one in charged.items() if one.sent[-1].passes)
        return frozenset(coded) | (frozenset(charged) - self.real)
