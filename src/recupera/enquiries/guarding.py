"""After a hundred wrong codes in a row one channel is no longer enough (SP 800-63B-4, 3.2.2).

Pure: no database, no clock, no framework. Nothing is locked: two codes open what one opened.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from recupera.enquiries.policy import MOST_CODES, Dispatch, registers
from recupera.enquiries.proofs import Proven
from recupera.people import Account, Channel, ChannelKind, RegisteredChannel, registered_channels

Guarded = Callable[[Account], bool]
NEEDED = 2


def widened(
    sent: Iterable[Dispatch],
    accounts: Iterable[Account],
    *,
    guarded: Guarded,
    mobiles: tuple[str, ...],
) -> tuple[Dispatch, ...]:
    """The codes of an ask, with a second one, to another channel, for each guarded account.

    A channel that could open nothing, as none of its accounts has a second one, is told so in a
    letter without a code. At most MOST_CODES; a second code stands right after the first.
    """
    accounts, wide = list(accounts), list[Dispatch]()
    for dispatch in sent:
        channel = dispatch.channel.channel
        seconds = {
            account.id: _second(account, channel, mobiles)
            for account in dispatch.accounts
            if guarded(account)
        }
        bare = len(seconds) == len(dispatch.accounts) and not any(seconds.values())
        wide.append(replace(dispatch, bare=bare))
        wide += [_dispatch(second, accounts) for second in seconds.values() if second]
    first = {one.channel: one for one in reversed(wide)}
    return tuple(first[channel] for channel in dict.fromkeys(one.channel for one in wide))[
        :MOST_CODES
    ]


def without_frozen(sent: Iterable[Dispatch], frozen: Mapping[str, str]) -> tuple[Dispatch, ...]:
    """The same letters, of which none opens or names a frozen account.

    `frozen` is account id to case. Where nothing else is left the letter has no code and says why.
    """
    return tuple(_thawed(dispatch, frozen) for dispatch in sent)


def _thawed(dispatch: Dispatch, frozen: Mapping[str, str]) -> Dispatch:
    live = tuple(account for account in dispatch.accounts if account.id not in frozen)
    if live:
        return replace(dispatch, accounts=live)
    return replace(dispatch, bare=True, case=frozen[dispatch.accounts[0].id])


def enough(proven: Iterable[Proven], guarded: Guarded) -> tuple[Proven, ...]:
    """Those of the accounts that may be shown; what took two codes was added by the second."""
    judged = ((one, guarded(one.account)) for one in proven)
    return tuple(
        replace(one, added=True) if guards else one
        for one, guards in judged
        if not guards or one.channels >= NEEDED
    )


def _second(account: Account, first: Channel, mobiles: tuple[str, ...]) -> Channel | None:
    """Another channel that can be reached; of the other kind where there is one."""
    channels = (to.channel for to in registered_channels(account))
    others = [one for one in channels if one != first and _reached(one, mobiles)]
    return min(others, key=lambda one: one.kind == first.kind, default=None)


def _reached(channel: Channel, mobiles: tuple[str, ...]) -> bool:
    return channel.kind is ChannelKind.EMAIL or channel.address.startswith(mobiles)


def _dispatch(channel: Channel, accounts: Iterable[Account]) -> Dispatch:
    opened = tuple(account for account in accounts if registers(account, channel))
    return Dispatch(RegisteredChannel(channel), opened)
