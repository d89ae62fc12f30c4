"""Vouching for a row: who holds the key wrote exactly these facts, and nobody changed one since.

It hides nothing, and does not tell a row from an older state of the same row that was put back.
"""

import hmac
from datetime import datetime

from recupera.keys.ring import KeyMissing, Ring
from recupera.keys.sealing import KEY_ID, derive, digest

# An id of a key and 64 hex digits.
LONGEST = KEY_ID + 64
Fact = str | int | datetime | None


def vouch(ring: Ring, *facts: Fact) -> str:
    """At most LONGEST characters of ASCII, under the ring's newest key; the first of the facts
    says what kind of row it is."""
    key = ring.newest()
    return key.id + _mac(key.secret, facts)


def vouched(ring: Ring, said: str, *facts: Fact) -> bool:
    """Whether `said` is what `vouch` gave for these facts under any version of the key."""
    try:
        key = ring.get(said[:KEY_ID])
    except KeyMissing:
        return False
    return hmac.compare_digest(_mac(key.secret, facts).encode(), said[KEY_ID:].encode())


def _mac(secret: bytes, facts: tuple[Fact, ...]) -> str:
    return digest(derive(secret, "rows"), *(_plain(one) for one in facts)).hex()


def _plain(fact: Fact) -> bytes:
    # An empty text is not a fact that is missing, and a store may change a moment's zone.
    if fact is None:
        return b"-"
    return f"{fact.timestamp():.6f}".encode() if isinstance(fact, datetime) else f"+{fact}".encode()
