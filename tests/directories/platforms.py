"""The platforms whose connectors pass the conformance suite, each as a test sees it.

A new connector is a class with these methods and one line in PLATFORMS.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db import connections

from recupera.directories import Capability, Directory
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.signing_in import MOST_FAILED, Session
from recupera.directories.embedded.write import write
from recupera.people import Account


class Platform(Protocol):
    """A platform with some accounts, none of which has a password yet."""

    # What its connector says it can do: what it cannot is not among its tests.
    capabilities: frozenset[Capability]

    @property
    def directory(self) -> Directory: ...

    def signs_in(self, account: Account, password: str) -> bool:
        """Whether the platform itself lets this person in; opens a session if so."""
        ...

    def has_a_session(self, account: Account) -> bool:
        """Whether the session that the last good `signs_in` opened still stands."""
        ...

    def lock(self, account: Account) -> None:
        """Types wrong passwords until the platform locks the account."""
        ...

    def disappear(self) -> None:
        """From now on the platform does not answer."""
        ...


class Embedded:
    capabilities = EmbeddedDirectory.capabilities

    def __init__(self, keys: DirectoryKeys, accounts: Sequence[Account]) -> None:
        write(keys, accounts)
        self.directory = EmbeddedDirectory(keys)
        self._sessions: dict[str, Session] = {}

    def signs_in(self, account: Account, password: str) -> bool:
        session = self.directory.sign_in(account.username, password)
        if session:
            assert session.account == account
            self._sessions[account.id] = session
        return session is not None

    def has_a_session(self, account: Account) -> bool:
        return self.directory.stands(self._sessions[account.id])

    def lock(self, account: Account) -> None:
        for _ in range(MOST_FAILED):
            assert not self.signs_in(account, "nobody's password")

    def disappear(self) -> None:
        with connections["vault"].cursor() as cursor:
            cursor.execute("ALTER TABLE embedded_entry RENAME TO elsewhere")


PLATFORMS = {"embedded": Embedded}


def that_can(*capabilities: Capability) -> list[str]:
    """The names of the platforms that offer all of this."""
    return [name for name, one in PLATFORMS.items() if one.capabilities.issuperset(capabilities)]
