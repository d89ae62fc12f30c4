"""What an enquiry has proven so far, and what that allows: SMS proof shows, e-mail proof acts.

Pure, like the policy. Decided in docs/decisions/0011-two-proofs.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recupera.enquiries.policy import Kept, in_order
from recupera.people import Account, ChannelKind, registered_channels

# An answer is shown for ten minutes, and its first look comes within ten more: what a person
# still sees is never too old to count when the next code adds to it.
PROOF_LIFE = timedelta(minutes=20)


@dataclass(frozen=True)
class Proven:
    """An account that was opened, the kinds of channel that opened it, and whether only now.

    `channels` is how many different channels of it were proven. `added` is true where the latest
    code opened it and none before did.
    """

    account: Account
    by: frozenset[ChannelKind]
    added: bool
    channels: int = 1


def proven(
    codes: Iterable[Kept], accounts: Iterable[Account], *, at: datetime, mark: Callable[[str], str]
) -> tuple[Proven, ...]:
    """Every account that registered a channel whose code was typed, whichever code it was."""
    counting = _counting(codes, at)
    opened = [(account, _opening(counting, account, mark)) for account in in_order(accounts)]
    return tuple(
        Proven(
            account,
            frozenset(kept.by for kept in opening),
            added=opening == counting[-1:],
            channels=len({kept.channel for kept in opening}),
        )
        for account, opening in opened
        if opening
    )


def may_act(
    codes: Iterable[Kept], account: Account, *, at: datetime, mark: Callable[[str], str]
) -> bool:
    """Whether this enquiry proved one of the account's registered e-mails, not too long ago.

    Any e-mail that the account registers counts. A text message alone never does: numbers are
    given to others, and cards are swapped (SP 800-63B-4, 3.1.3.3).
    """
    return any(ChannelKind.EMAIL in one.by for one in proven(codes, [account], at=at, mark=mark))


def _counting(codes: Iterable[Kept], at: datetime) -> list[Kept]:
    """The spent codes that still count, in the order in which they were typed."""
    spent = [(kept.spent_at, kept) for kept in codes if kept.spent_at]
    return [kept for when, kept in sorted(spent, key=lambda one: one[0]) if at - when <= PROOF_LIFE]


def _opening(codes: Sequence[Kept], account: Account, mark: Callable[[str], str]) -> list[Kept]:
    registered = {
        (to.channel.kind, mark(to.channel.address)) for to in registered_channels(account)
    }
    return [kept for kept in codes if (kept.by, kept.channel) in registered]
