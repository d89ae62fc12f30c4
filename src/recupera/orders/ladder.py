"""The ladder: what has to be proven, who has to agree and how long to wait, for each order. Pure.

The only place that says so: pages show it, the worker asks it when an order is proposed and again
when it is carried out. It knows no urgency, no state of a case and no order of proofs, so nothing
of that can lower what is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class OrderKind(StrEnum):
    """What agents can order about an account."""

    SEND_USERNAME = "send_username"
    START_RESET = "start_reset"
    CHANGE_EMAIL = "change_email"
    UNFREEZE = "unfreeze"
    DEACTIVATE = "deactivate"
    MERGE = "merge"


class ProofKind(StrEnum):
    """What can be proven. A code and a call are judged by the worker; the rest agents look at."""

    CHANNEL_CODE = "channel_code"
    CALL_BACK = "call_back"
    NEW_ADDRESS = "new_address"
    LETTER = "letter"
    IDENTITY = "identity"
    AUTHORITY = "authority"
    CONTRACTS = "contracts"


class Rung(StrEnum):
    """The steps of the ladder; R1 is the machine's alone."""

    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"


class Lack(StrEnum):
    """What stands in the way of an order: first how things are, then what was not proven."""

    SUBJECT = "subject"
    NOT_OFFERED = "not_offered"
    FROZEN = "frozen"
    NOT_FROZEN = "not_frozen"
    INACTIVE = "inactive"
    NO_CHANNEL = "no_channel"
    SECOND_ACCOUNT = "second_account"
    NO_NEW_ADDRESS = "no_new_address"
    CONFIRMED = "confirmed"
    IDENTITY = "identity"
    LETTER = "letter"
    CHANNEL = "channel"
    OTHER_CHANNEL = "other_channel"
    NEW_ADDRESS = "new_address"
    AUTHORITY = "authority"
    CONTRACTS = "contracts"


@dataclass(frozen=True)
class Facts:
    """What the worker itself found out about account and case at the moment `at`.

    `marks` are the account's keyed digests, under every version of the key; `takers` the agents who
    had the case, one after the other: what anybody else took proves nothing. `offered` is whether
    the directory can carry the order out, `objected_by` the address of the channel that froze the
    account, `new_address` the one to be registered, in normal form. `suspected` are the registered
    channels that somebody else may hold: the one that froze the account, and those that this case
    reports lost; `stoppers` those that have stopped a lifting of this freeze within `HEARD_ONCE`.
    """

    at: datetime
    marks: frozenset[str]
    takers: frozenset[str] = frozenset()
    offered: bool = True
    confirmed: bool = False
    active: bool = True
    frozen: bool = False
    administrator: bool = False
    has_phone: bool = True
    has_channel: bool = True
    has_second: bool = False
    new_address: str = ""
    objected_by: str = ""
    suspected: frozenset[str] = frozenset()
    stoppers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Given:
    """One good proof. `account` is a mark, `taker` an agent, `address` the channel or new address
    that showed it, and `by_phone` whether that was a phone."""

    kind: ProofKind
    account: str
    good_until: datetime
    taker: str
    address: str = ""
    by_phone: bool = False


@dataclass(frozen=True)
class Approvals:
    """How many agents besides the one who proposes have to agree, and whether one is a senior."""

    others: int
    senior: bool = False


# From the proposal that was stopped to the one that is not.
HEARD_ONCE = timedelta(days=90)
_DOCUMENTS = frozenset({Lack.LETTER, Lack.IDENTITY})
_BY_DOCUMENT = {
    Lack.LETTER: ProofKind.LETTER,
    Lack.IDENTITY: ProofKind.IDENTITY,
    Lack.AUTHORITY: ProofKind.AUTHORITY,
    Lack.CONTRACTS: ProofKind.CONTRACTS,
}
_BY_CHANNEL = frozenset({ProofKind.CHANNEL_CODE, ProofKind.CALL_BACK})
_TO_THE_OWNER = frozenset({OrderKind.SEND_USERNAME, OrderKind.START_RESET})


def rung(kind: OrderKind, facts: Facts) -> Rung:
    """The step on which this order stands."""
    if kind in _TO_THE_OWNER:
        return Rung.R2
    if kind is OrderKind.CHANGE_EMAIL:
        return Rung.R4 if _above(facts) else Rung.R3
    return Rung.R3 if kind is OrderKind.UNFREEZE else Rung.R5


def asked(kind: OrderKind, facts: Facts) -> frozenset[Lack]:
    """What has to be proven for this order."""
    match kind:
        case OrderKind.SEND_USERNAME | OrderKind.START_RESET:
            return frozenset({Lack.CONFIRMED, Lack.IDENTITY})
        case OrderKind.CHANGE_EMAIL:
            called = {Lack.CHANNEL} if facts.has_phone else set()
            above = {Lack.AUTHORITY} if _above(facts) else set()
            return _DOCUMENTS | {Lack.NEW_ADDRESS} | called | above
        case OrderKind.UNFREEZE:
            return _DOCUMENTS | {Lack.OTHER_CHANNEL}
        case OrderKind.DEACTIVATE:
            return _DOCUMENTS | ({Lack.AUTHORITY} if facts.administrator else set())
        case OrderKind.MERGE:
            return frozenset({Lack.LETTER, Lack.AUTHORITY, Lack.CONTRACTS})


def approvals(kind: OrderKind, facts: Facts) -> Approvals:
    """Who has to agree. Whoever proposes never counts."""
    if kind in _TO_THE_OWNER:
        return Approvals(0)
    senior = kind is OrderKind.UNFREEZE or (kind is OrderKind.CHANGE_EMAIL and _above(facts))
    return Approvals(1, senior)


def hold(kind: OrderKind) -> bool:
    """Whether it waits, with every registered channel told and able to object."""
    return kind not in _TO_THE_OWNER


def unheard(kind: OrderKind, facts: Facts, proofs: Iterable[Given]) -> frozenset[str]:
    """The channels whose objection is noted and does not stop this order: whoever holds a mailbox
    that is not theirs any more stops the lifting of a freeze once, and not a second time, with the
    proofs of R4."""
    if kind is not OrderKind.UNFREEZE or not _shown(Lack.AUTHORITY, facts, _good(facts, proofs)):
        return frozenset()
    return facts.suspected & facts.stoppers


def lacking(kind: OrderKind, facts: Facts, proofs: Iterable[Given]) -> tuple[Lack, ...]:
    """Everything that stands in the way of this order, in the order of `Lack`; empty where nothing
    does."""
    given = _good(facts, proofs)
    missing = {one for one in asked(kind, facts) if not _shown(one, facts, given)}
    found = missing | _standing_in_the_way(kind, facts)
    return tuple(one for one in Lack if one in found)


def _good(facts: Facts, proofs: Iterable[Given]) -> list[Given]:
    """Those that are not over, and were taken by whoever had the case."""
    return [one for one in proofs if one.good_until > facts.at and one.taker in facts.takers]


def _above(facts: Facts) -> bool:
    """A change of e-mail for which the usual is not enough: for an administrator, or where nobody
    can be called."""
    return facts.administrator or not facts.has_phone


def _standing_in_the_way(kind: OrderKind, facts: Facts) -> set[Lack]:
    unfreezing = kind is OrderKind.UNFREEZE
    told = {
        Lack.NOT_OFFERED: not facts.offered,
        Lack.FROZEN: facts.frozen and not unfreezing,
        Lack.NOT_FROZEN: unfreezing and not facts.frozen,
        Lack.INACTIVE: not facts.active and not unfreezing,
        Lack.NO_CHANNEL: kind in _TO_THE_OWNER and not facts.has_channel,
        Lack.SECOND_ACCOUNT: kind is OrderKind.MERGE and not facts.has_second,
        Lack.NO_NEW_ADDRESS: kind is OrderKind.CHANGE_EMAIL and not facts.new_address,
    }
    return {lack for lack, holds in told.items() if holds}


def _shown(lack: Lack, facts: Facts, given: list[Given]) -> bool:
    mine = [one for one in given if one.account in facts.marks]
    match lack:
        case Lack.CONFIRMED:
            return facts.confirmed
        case Lack.NEW_ADDRESS:
            # Whoever reads the new mailbox has shown it, whatever account it is for.
            new = [one.address for one in given if one.kind is ProofKind.NEW_ADDRESS]
            return bool(facts.new_address) and facts.new_address in new
        case Lack.CHANNEL:
            # Not the e-mail: whoever still reads that needs no other.
            return any(one.kind in _BY_CHANNEL and one.by_phone for one in mine)
        case Lack.OTHER_CHANNEL:
            others = (one for one in mine if one.kind in _BY_CHANNEL and one.address)
            return any(one.address != facts.objected_by for one in others)
        case _:
            return any(one.kind is _BY_DOCUMENT[lack] for one in mine)
