"""The platforms whose connectors pass the conformance suite, each as a test sees it.

A new connector is a class with these methods and one line in PLATFORMS.
"""

from collections.abc import Sequence
from typing import Protocol

from recupera.directories import Directory
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.write import write
from recupera.people import Account


class Platform(Protocol):
    """A platform with some accounts, none of which has a password yet."""

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
    def __init__(self, keys: DirectoryKeys, accounts: Sequence[Account]) -> None:
        write(keys, accounts)
        self.directory = EmbeddedDirectory(keys)


PLATFORMS = {"embedded": Embedded}
