"""The digests by which accounts and objection codes are found and not known.

The key's old versions are kept, because a freeze lasts until it is lifted: what is written gets
the newest version, and what is looked for is looked for under every one.
"""

from recupera.keys import Ring, digest, ring
from recupera.options import current


def of_account(account: str) -> str:
    """64 hex digits for an account by its directory's id."""
    return probes_of_account(account)[0]


def probes_of_account(account: str) -> list[str]:
    """One per version of the key, the newest first; always as many for everybody."""
    return [digest(key.secret, b"account", account.encode()).hex() for key in recovery_ring()]


def of_channel(address: str) -> str:
    """64 hex digits for the address of a registered channel."""
    return probes_of_channel(address)[0]


def probes_of_channel(address: str) -> list[str]:
    return [digest(key.secret, b"channel", address.encode()).hex() for key in recovery_ring()]


def of_objection(code: str) -> str:
    """64 hex digits for an objection code in normal form."""
    return probes_of_objection(code)[0]


def probes_of_objection(code: str) -> list[str]:
    return [digest(key.secret, b"objection", code.encode()).hex() for key in recovery_ring()]


def recovery_ring() -> Ring:
    return ring(current().data, "worker", "recovery")
