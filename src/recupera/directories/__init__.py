"""The platform's accounts, reached through a connector."""

from recupera.directories.contract import (
    MOST_FOUND,
    Directory,
    DirectoryRefused,
    DirectoryUnavailable,
)
from recupera.options import current as options

__all__ = ["MOST_FOUND", "Directory", "DirectoryRefused", "DirectoryUnavailable", "current"]


def current() -> Directory:
    """The configured directory. Keep it: it remembers its keys between look-ups."""
    # Imported late: its models need Django set up, and the contract must not.
    from recupera.directories.embedded.find import EmbeddedDirectory
    from recupera.directories.embedded.sealed import DirectoryKeys

    return EmbeddedDirectory(DirectoryKeys.of(options().data))
