"""Codes: eight digits from the system's generator, kept only as a keyed digest."""

import secrets

from recupera.keys import KeyMissing, Ring, digest, ring
from recupera.options import current

DIGITS = 8


def new_code() -> str:
    """Eight decimal digits from a CSPRNG (SP 800-63B-4, 4.2.1.2)."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def grouped(code: str) -> str:
    """As people read it: `4821 7736`."""
    return f"{code[:4]} {code[4:]}"


def digest_of(code: str, *, enquiry: str, key_id: str | None = None) -> str:
    """Bound to its enquiry, so a code is worth nothing in another; `<key id>:<hex>`.

    Raises KeyMissing where the key was destroyed.
    """
    key = _ring().get(key_id) if key_id else _ring().newest()
    return f"{key.id}:{digest(key.secret, b'code', enquiry.encode(), code.encode()).hex()}"


def matches(kept: str, code: str, *, enquiry: str) -> bool:
    """Whether `code` is the one whose digest was kept."""
    try:
        now = digest_of(code, enquiry=enquiry, key_id=kept.partition(":")[0])
    except KeyMissing:
        return False
    return secrets.compare_digest(kept, now)


def channel_mark(address: str, *, enquiry: str) -> str:
    """Names a channel within one enquiry without telling which it is; 32 hex digits.

    Made under no rotating key but the enquiry's own id: it stands only inside a sealed body.
    """
    return digest(enquiry.encode(), b"channel", address.encode())[:16].hex()


def account_mark(account: str, *, enquiry: str) -> str:
    """Names an account within one enquiry by its directory's id; 16 hex digits.

    Like `channel_mark` it stands only inside what is sealed, and in its own browser.
    """
    return digest(enquiry.encode(), b"account", account.encode())[:8].hex()


def _ring() -> Ring:
    return ring(current().data, "worker", "code")
