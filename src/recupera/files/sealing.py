"""Sealing files: by the portal for the scanner under a key of the file's own, then for the desk.

Sizes are padded to buckets, so that what is stored says little about what it holds.
"""

import os

from recupera.keys import (
    HPKE_ADDS,
    CannotOpen,
    Key,
    Ring,
    hpke_open,
    hpke_seal,
    open_sealed,
    seal,
)

KIB, MIB = 1024, 1024 * 1024
SMALLEST = 64 * KIB
SECRET = 32
KEY_ID = 31
# The content key with its length in front, as `hpke_seal` pads.
WRAPPED = SECRET + 4 + HPKE_ADDS


def bucket(size: int) -> int:
    """The padded size of so many bytes: 64 KiB, doubled up to 1 MiB, then whole MiB.

    A 10 MB limit has fourteen of them; a file takes at most twice its room, a large one 1 MiB more.
    """
    whole = size + 4
    if whole > MIB:
        return -(-whole // MIB) * MIB
    padded = SMALLEST
    while padded < whole:
        padded *= 2
    return padded


def seal_upload(content: bytes, *, file_id: str) -> tuple[bytes, bytes]:
    """A random key of the file's own, and the file sealed under it for this id alone."""
    key = os.urandom(SECRET)
    return key, seal(key, content, about=_upload(file_id), size=bucket(len(content)))


def open_upload(key: bytes, sealed: bytes, *, file_id: str) -> bytes:
    """Raises keys.CannotOpen."""
    if len(key) != SECRET:
        raise CannotOpen("no key of a file")
    return open_sealed(key, sealed, about=_upload(file_id))


def seal_for_desk(content: bytes, *, file_id: str, public: Key) -> bytes:
    """The desk's key id, a content key sealed to the desk (HPKE), the file under that key.

    HPKE itself would do for the whole body; a content key lets the desk give one file on, and
    keeps what is sealed with public-key arithmetic at 32 bytes.
    """
    key = os.urandom(SECRET)
    wrapped = hpke_seal(public, key, info=_desk(file_id), size=SECRET + 4)
    body = seal(key, content, about=_desk(file_id), size=bucket(len(content)))
    return public.id.encode() + wrapped + body


def open_at_desk(private: Ring, sealed: bytes, *, file_id: str) -> bytes:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    body = bytes(sealed)
    secret = private.get(body[:KEY_ID].decode("ascii", "replace"))
    key = hpke_open(secret, body[KEY_ID : KEY_ID + WRAPPED], info=_desk(file_id))
    return open_sealed(key, body[KEY_ID + WRAPPED :], about=_desk(file_id))


def _upload(file_id: str) -> bytes:
    return f"recupera upload 1 {file_id}".encode()


def _desk(file_id: str) -> bytes:
    return f"recupera file 1 {file_id}".encode()
