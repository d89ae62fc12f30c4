"""What a recovery remembers, sealed into one size: whose account it is and what was done."""

import json
from dataclasses import asdict, dataclass, replace

from recupera.keys import Ring, open_with, ring, seal_with
from recupera.messages.letters import Language
from recupera.options import current
from recupera.people import Account
from recupera.recoveries.models import Recovery

# The directory's own bodies have half of this (directories.embedded.sealed).
SIZE = 2048


@dataclass(frozen=True)
class Content:
    """The sealed part of a recovery; the account as it stood when it was claimed."""

    account: Account
    language: Language
    unlocked: bool = False
    sessions_ended: bool = False

    def with_done(self, *, unlocked: bool, sessions_ended: bool) -> "Content":
        return replace(self, unlocked=unlocked, sessions_ended=sessions_ended)

    @classmethod
    def of(cls, recovery: Recovery) -> "Content":
        return cls.open(recovery.id, bytes(recovery.body))

    def seal(self, recovery: str) -> bytes:
        """Raises keys.TooLarge."""
        plain = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()
        return seal_with(_ring(), plain, about=_about(recovery), size=SIZE)

    @classmethod
    def open(cls, recovery: str, sealed: bytes) -> "Content":
        """Raises keys.CannotOpen or keys.KeyMissing."""
        found = json.loads(open_with(_ring(), sealed, about=_about(recovery)))
        account = found.pop("account")
        lists = {name: tuple(account[name]) for name in ("emails", "phones")}
        return cls(account=Account(**account | lists), **found)


def _about(recovery: str) -> bytes:
    return f"recovery {recovery}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
