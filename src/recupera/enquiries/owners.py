"""Whose messages an ask takes: an owner is a mailbox (or phone), whatever accounts hang on it.

An owner is named by a mark, a keyed digest of the address. Each ask names exactly four: decoys,
made of the datum itself, stand for those that are missing, so that an unknown datum finds its own
again as a known one does.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from recupera.enquiries.policy import MOST_CODES, Dispatch
from recupera.keys import derive, digest, ring
from recupera.options import current
from recupera.people import Account, DatumKind

MOST_OWNERS = MOST_CODES


def marks(
    accounts: Iterable[Account], sent: Sequence[Dispatch], kind: DatumKind, value: str
) -> tuple[str, ...]:
    """MOST_OWNERS marks: the owners' of these accounts, then decoys of the datum."""
    datum = f"{kind.value}:{value}".encode()
    decoys = (mark(b"decoy", datum, bytes([index])) for index in range(MOST_OWNERS))
    owners = (mark(b"owner", address.encode()) for address in _owners(accounts, sent))
    return tuple(dict.fromkeys((*owners, *decoys)))[:MOST_OWNERS]


def of_account(account: Account) -> list[str]:
    """Every mark under which this account's messages and failures may be counted."""
    return [mark(b"owner", address.encode()) for address in _addresses(account)]


def standing_for(account: Account, among: Collection[str]) -> frozenset[str]:
    """Which of these marks count this account's messages and failures."""
    named = of_account(account)
    return frozenset(named[:1] if named[:1] and named[0] in among else set(named) & set(among))


def pass_of(reference: str, code: str) -> str:
    """What a ledger keeps of a message, to know it again; 16 hex digits."""
    return mark(b"pass", reference.encode(), code.encode())[:16]


def _owners(accounts: Iterable[Account], sent: Sequence[Dispatch]) -> tuple[str, ...]:
    """The addresses that stand for the owners.

    Where one channel is shared by the accounts of more mailboxes than MOST_OWNERS, the channel
    counts instead of them: such an account gets six messages by its mailbox and six by the channel.
    """
    mains = dict.fromkeys(_addresses(account)[0] for account in accounts if _addresses(account))
    if len(mains) <= MOST_OWNERS:
        return tuple(mains)
    return tuple(dict.fromkeys(one.channel.channel.address for one in sent))


def _addresses(account: Account) -> tuple[str, ...]:
    return (*account.emails, *account.phones)


def mark(*parts: bytes) -> str:
    """A ledger's id, whatever it counts; 32 hex digits."""
    # The oldest version: a rotation forgets no count. No version of this key is destroyed while
    # anything is sealed with it, so an older one guards no less than the newest.
    oldest = list(ring(current().data, "worker", "vault"))[-1]
    return digest(_derived(oldest.secret), *parts)[:16].hex()


@lru_cache(maxsize=2)
def _derived(root: bytes) -> bytes:
    return derive(root, "ledger")
