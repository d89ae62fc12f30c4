"""Keys per door and what is sealed with them."""

from recupera.keys.doors import GRACE, KINDS, KeyKind, destroy_old, make_missing, ring, rotate
from recupera.keys.ring import Key, KeyMissing, Ring
from recupera.keys.sealing import (
    HPKE_ADDS,
    CannotOpen,
    TooLarge,
    derive,
    digest,
    hpke_open,
    hpke_seal,
    open_sealed,
    open_with,
    seal,
    seal_with,
)
from recupera.keys.vouching import vouch, vouched

__all__ = [
    "GRACE",
    "HPKE_ADDS",
    "KINDS",
    "CannotOpen",
    "Key",
    "KeyKind",
    "KeyMissing",
    "Ring",
    "TooLarge",
    "derive",
    "destroy_old",
    "digest",
    "hpke_open",
    "hpke_seal",
    "make_missing",
    "open_sealed",
    "open_with",
    "ring",
    "rotate",
    "seal",
    "seal_with",
    "vouch",
    "vouched",
]
