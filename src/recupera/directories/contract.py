"""What every directory connector does, and how it says that it cannot."""

from typing import Protocol

from recupera.people import Account, DatumKind

# One answer lists 20 accounts; a 21st only says that there are more.
MOST_FOUND = 21


class DirectoryUnavailable(Exception):
    """The directory cannot be reached now; trying again later may help."""


class DirectoryRefused(Exception):
    """The directory said no; trying again will not help."""


class Directory(Protocol):
    def find(self, kind: DatumKind, value: str) -> list[Account]:
        """The accounts that registered `value`, given in normal form; at most MOST_FOUND.

        Does the same work whether there is one or not.
        Raises DirectoryUnavailable or DirectoryRefused.
        """
        ...
