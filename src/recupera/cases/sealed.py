"""What people wrote, sealed for the worker and bound to its case and its place in it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from django.conf import settings

from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

# The longest text is 4,800 characters of up to four bytes each.
SIZES = (256, 1024, 4096, 20_480)


@dataclass(frozen=True)
class About:
    """A file as its person named it; `size` in bytes, `kind` by its first bytes."""

    name: str
    size: int
    kind: str


def seal_field(reference: str, slug: str, value: str) -> bytes:
    """Raises keys.TooLarge."""
    return _seal(value, f"field {reference} {slug}")


def open_field(reference: str, slug: str, body: bytes) -> str:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    return _open(body, f"field {reference} {slug}")


def seal_entry(reference: str, kind: str, at: datetime, text: str) -> bytes:
    """Empty where there is no text. Raises keys.TooLarge."""
    return _seal(text, _entry(reference, kind, at)) if text else b""


def open_entry(reference: str, kind: str, at: datetime, body: bytes) -> str:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    return _open(body, _entry(reference, kind, at)) if body else ""


def seal_about(reference: str, file: str, about: About) -> bytes:
    plain = json.dumps([about.name, about.size, about.kind], ensure_ascii=False)
    return _seal(plain, f"file {reference} {file}")


def open_about(reference: str, file: str, body: bytes) -> About:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    return About(*json.loads(_open(body, f"file {reference} {file}")))


def decoy(about: str) -> bytes:
    """A sealed field that belongs to nobody: opening it is the work of opening another's."""
    return seal_field(about, "decoy", f"{token_hex(10)}@null.invalid")


def _entry(reference: str, kind: str, at: datetime) -> str:
    return f"entry {reference} {kind} {at.astimezone(UTC).isoformat()}"


def _seal(text: str, about: str) -> bytes:
    plain = text.encode()
    size = next((one for one in SIZES if len(plain) + 4 <= one), SIZES[-1])
    return seal_with(_ring(), plain, about=about.encode(), size=size)


def _open(body: bytes, about: str) -> str:
    return open_with(_ring(), bytes(body), about=about.encode()).decode()


def _ring() -> Ring:
    """Worker and desk hold the same key, each in its own folder."""
    return ring(current().data, settings.CASE_KEYS_OF, "case")
