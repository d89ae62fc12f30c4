"""Padding and sealing. Every sealed thing has one size per purpose, so sizes tell nothing."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from recupera.keys.ring import Key, Ring

NONCE = 12
KEY_ID = 31
# RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode.
# Its one-time public key and the tag, in front of and behind what is sealed.
HPKE_ADDS = 32 + 16
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """Not sealed by us, not for us, or changed on the way."""


class TooLarge(ValueError):
    """More content than the one size of its purpose holds."""


def pad(content: bytes, size: int) -> bytes:
    """`content` behind its length in four bytes, filled with zeros to `size`."""
    if len(content) + 4 > size:
        raise TooLarge(f"{len(content)} bytes do not fit into {size - 4}")
    return len(content).to_bytes(4, "big") + content + bytes(size - 4 - len(content))


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    if length > len(padded) - 4:
        raise CannotOpen("padding")
    return padded[4 : 4 + length]


def seal(secret: bytes, content: bytes, *, about: bytes, size: int) -> bytes:
    """AES-256-GCM over `content` padded to `size`; `about` must be given again to open it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, pad(content, size), about)


def open_sealed(secret: bytes, sealed: bytes, *, about: bytes) -> bytes:
    """Raises CannotOpen."""
    try:
        return unpad(AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], about))
    except (InvalidTag, ValueError) as wrong:
        raise CannotOpen("seal") from wrong


def seal_with(ring: Ring, content: bytes, *, about: bytes, size: int) -> bytes:
    """`seal` under the ring's newest key, whose id stands in front."""
    key = ring.newest()
    return key.id.encode() + seal(key.secret, content, about=about, size=size)


def open_with(ring: Ring, sealed: bytes, *, about: bytes) -> bytes:
    """Raises CannotOpen or KeyMissing."""
    key = ring.get(bytes(sealed[:KEY_ID]).decode("ascii", "replace"))
    return open_sealed(key.secret, bytes(sealed[KEY_ID:]), about=about)


def hpke_seal(public: Key, content: bytes, *, info: bytes, size: int) -> bytes:
    """HPKE to a public key: whoever seals cannot open again."""
    key = X25519PublicKey.from_public_bytes(public.secret)
    return SUITE.encrypt(pad(content, size), key, info)


def hpke_open(private: Key, sealed: bytes, *, info: bytes) -> bytes:
    """Raises CannotOpen."""
    key = X25519PrivateKey.from_private_bytes(private.secret)
    try:
        return unpad(SUITE.decrypt(bytes(sealed), key, info))
    except (InvalidTag, ValueError) as wrong:
        raise CannotOpen("envelope") from wrong


def public_half(private: bytes) -> bytes:
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def derive(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose out of one secret (HKDF-SHA256)."""
    return HKDF(SHA256(), 32, salt=None, info=b"recupera " + purpose.encode()).derive(secret)


def digest(secret: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over the parts, each behind its length so that none can slide."""
    framed = b"".join([len(part).to_bytes(4, "big") + part for part in parts])
    # In one call: ten times as fast as `hmac.new` and `update`, and every page needs a dozen.
    return hmac.digest(secret, framed, "sha256")
