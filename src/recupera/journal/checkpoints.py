"""Checkpoints: where the chain stood at an hour, signed, to be kept where nobody here can write.

Whoever can write the whole vault can chain another journal that is whole in itself. Held against
one checkpoint that was kept elsewhere, it is found out.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from recupera.journal.models import Entry
from recupera.keys import Key, Ring, ring
from recupera.options import current

WHAT = "recupera journal checkpoint 1"
FOLDER = "checkpoints"


class NotSigned(Exception):
    """It is no checkpoint, was changed, or was signed with another key than these."""


@dataclass(frozen=True)
class Checkpoint:
    """At `at` the chain had `place` entries and ended with `chain` (64 hex digits)."""

    place: int
    chain: str
    at: str
    key: str

    @property
    def signed(self) -> bytes:
        return "|".join([WHAT, str(self.place), self.chain, self.at, self.key]).encode()


def make(now: datetime | None = None) -> str | None:
    """A checkpoint of the chain's end as one line of JSON; None while there is no entry."""
    last = Entry.objects.filter(place__isnull=False).order_by("-place").first()
    if last is None or last.place is None:
        return None
    key = _ring().newest()
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    made = Checkpoint(last.place, bytes(last.chain or b"").hex(), at, key.id)
    signature = Ed25519PrivateKey.from_private_bytes(key.secret).sign(made.signed)
    said = {"what": WHAT, **vars(made), "signature": base64.b64encode(signature).decode()}
    return json.dumps(said)


def read(line: str, public: list[bytes]) -> Checkpoint:
    """The checkpoint of such a line, signed with one of these keys. Raises NotSigned."""
    try:
        said = json.loads(line)
        found = Checkpoint(int(said["place"]), said["chain"], said["at"], said["key"])
        signature = base64.b64decode(said["signature"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotSigned("no checkpoint") from wrong
    if not any(_signed(found, signature, one) for one in public):
        raise NotSigned("signed with another key, or changed")
    return found


def stands(kept: Checkpoint) -> bool:
    """Whether the journal of now has that digest at that place."""
    there = Entry.objects.filter(place=kept.place).values_list("chain", flat=True).first()
    return bytes(there or b"").hex() == kept.chain


def public_keys() -> list[tuple[str, bytes]]:
    """Id and public half of every version, to be kept elsewhere."""
    return [(key.id, _public(key)) for key in _ring()]


def write_daily(now: datetime | None = None) -> Path | None:
    """The day's checkpoint into the data folder, once; the file, where it was made now."""
    at = now or datetime.now(UTC)
    path = current().data / FOLDER / f"{at:%Y-%m-%d}.json"
    line = None if path.exists() else make(at)
    if line is None:
        return None
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(line + "\n", "utf-8")
    return fresh.replace(path)


def _signed(checkpoint: Checkpoint, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, checkpoint.signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _public(key: Key) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(key.secret).public_key().public_bytes_raw()


def _ring() -> Ring:
    return ring(current().data, "worker", "checkpoint")
