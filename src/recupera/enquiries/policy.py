"""Who gets a code for which datum, what a code opens, and how a typed code is judged.

Pure: no database, no clock, no framework. The table it follows is in docs/tour.md.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from recupera.people import Account, Channel, ChannelKind, DatumKind, RegisteredChannel

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
    """A code as it is kept: its digest, the mark of the channel it went to, its hours."""

    digest: str
    channel: str
    made_at: datetime
    spent: bool = False


@dataclass(frozen=True)
class Dispatch:
    """One code that goes out: to which channels (they get the same one), about which accounts."""

    channels: tuple[RegisteredChannel, ...]
    accounts: tuple[Account, ...]


def dispatches(
    kind: DatumKind,
    value: str,
    accounts: Sequence[Account],
    *,
    mobiles: tuple[str, ...],
    by_sms: bool = False,
) -> tuple[Dispatch, ...]:
    """At most MOST_CODES codes, one per distinct channel; none where nobody is to be reached.

    `mobiles` is how the numbers begin (E.164) that text messages reach, empty where none can be
    sent. `by_sms` is the wish of a person who typed a document and has lost the mailbox. An
    account without a channel that the table names gets nothing.
    """
    groups: dict[tuple[Channel, ...], list[Account]] = {}
    for account in accounts:
        channels = tuple(_channels(kind, value, account, mobiles=mobiles, by_sms=by_sms))
        if channels:
            groups.setdefault(channels, []).append(account)
    found = [
        Dispatch(tuple(RegisteredChannel(one) for one in channels), tuple(group))
        for channels, group in groups.items()
    ]
    return tuple(found[:MOST_CODES])


def opened_by(
    kept: Kept, accounts: Iterable[Account], mark: Callable[[str], str]
) -> tuple[Account, ...]:
    """The accounts that registered the channel which this code went to."""
    return tuple(
        account
        for account in accounts
        if kept.channel in {mark(address) for address in (*account.emails, *account.phones)}
    )


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
    if found and found[0].spent:
        return Judgement.SPENT, None
    if not fresh or (found and found[0] not in fresh):
        return Judgement.EXPIRED, None
    return (Judgement.GOOD, found[0]) if found else (Judgement.WRONG, None)


def names_user(kind: DatumKind) -> bool:
    """Whether the message itself carries the user name, so that a late one still helps."""
    return kind in (DatumKind.NATIONAL_ID, DatumKind.EMAIL)


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
