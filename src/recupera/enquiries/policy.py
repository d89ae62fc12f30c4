"""Who gets a code for which datum, what a code opens, and how a typed code is judged.

Pure: no database, no clock, no framework. The table it follows is in docs/tour.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, zip_longest

from recupera.people import (
    Account,
    Channel,
    ChannelKind,
    DatumKind,
    RegisteredChannel,
    registered_channels,
)

MOST_CODES = 4
MOST_TRIES = 5
MOST_ASKS = 3
MOST_SHOWN = 20


class Judgement(StrEnum):
    """What a typed code turned out to be."""

    GOOD = "good"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Kept:
    """A code as it is kept: its digest, the mark and kind of the channel it went to, its hours."""

    digest: str
    channel: str
    made_at: datetime
    by: ChannelKind = ChannelKind.EMAIL
    spent_at: datetime | None = None


@dataclass(frozen=True)
class Dispatch:
    """One code, the one channel it goes to, and the accounts that it opens.

    A `bare` one is a letter without a code: nothing could be opened by it (`guarding`). It names
    the `case` of a freeze.
    """

    channel: RegisteredChannel
    accounts: tuple[Account, ...]
    bare: bool = False
    case: str = ""


def in_order(accounts: Iterable[Account]) -> list[Account]:
    """As they are served and shown: active ones first, then by user name."""
    return sorted(accounts, key=lambda one: (not one.active, one.username, one.id))


def dispatches(
    kind: DatumKind,
    value: str,
    accounts: Iterable[Account],
    *,
    mobiles: tuple[str, ...],
    by_sms: bool = False,
) -> tuple[Dispatch, ...]:
    """At most MOST_CODES codes, one per distinct channel; none where nobody is to be reached.

    Every account's first channel comes before anybody's second, active accounts first; so the
    same four are reached each time. `mobiles` is how the numbers begin (E.164) that text messages
    reach, empty where none can be sent. `by_sms` is the wish of a person who typed a document and
    has lost the mailbox. An account without a channel that the table names gets nothing.
    """
    ordered = in_order(accounts)
    each = [
        tuple(_channels(kind, value, account, mobiles=mobiles, by_sms=by_sms))
        for account in ordered
    ]
    rounds = chain.from_iterable(zip_longest(*each))
    distinct = list(dict.fromkeys(channel for channel in rounds if channel))
    return tuple(_dispatch(channel, ordered) for channel in distinct[:MOST_CODES])


def registers(account: Account, channel: Channel) -> bool:
    """Whether this is one of the account's channels, its main one or not."""
    return RegisteredChannel(channel) in registered_channels(account)


def judge(
    codes: Sequence[Kept],
    *,
    tries: int,
    typed_at: datetime,
    good_for: timedelta,
    matches: Callable[[Kept], bool],
) -> tuple[Judgement, Kept | None]:
    """Judges one typed code. Every digest is compared, whatever the outcome.

    `typed_at` is when the database received it, so waiting for the worker never expires a code.
    Once every code is too old, any digits are EXPIRED: that tells nothing and costs no try.
    """
    if tries >= MOST_TRIES:
        return Judgement.TOO_MANY, None
    found = [kept for kept in codes if matches(kept)]
    fresh = [kept for kept in codes if typed_at - kept.made_at <= good_for]
    if found and found[0].spent_at:
        return Judgement.SPENT, None
    if not fresh or (found and found[0] not in fresh):
        return Judgement.EXPIRED, None
    return (Judgement.GOOD, found[0]) if found else (Judgement.WRONG, None)


def names_user(kind: DatumKind) -> bool:
    """Whether the message itself carries the user name, so that a late one still helps."""
    return kind in (DatumKind.NATIONAL_ID, DatumKind.EMAIL)


def _dispatch(channel: Channel, accounts: Iterable[Account]) -> Dispatch:
    opened = tuple(account for account in accounts if registers(account, channel))
    return Dispatch(RegisteredChannel(channel), opened)


def _channels(
    kind: DatumKind, value: str, account: Account, *, mobiles: tuple[str, ...], by_sms: bool
) -> Iterable[Channel]:
    email = [Channel(ChannelKind.EMAIL, address) for address in account.emails[:1]]
    reached = [number for number in account.phones if number.startswith(mobiles)]
    text = [Channel(ChannelKind.SMS, number) for number in reached[:1]]
    match kind:
        case DatumKind.EMAIL:
            return [Channel(ChannelKind.EMAIL, value)]
        case DatumKind.PHONE if value.startswith(mobiles):
            return [Channel(ChannelKind.SMS, value)]
        case DatumKind.USERNAME:
            return [*email, *text]
        case DatumKind.NATIONAL_ID if by_sms:
            return text
        case _:
            return email
