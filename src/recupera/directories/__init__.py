"""The platform's accounts, reached through a connector."""

from functools import cache
from pathlib import Path

from recupera.directories.contract import (
    LONGEST_OPERATION,
    MOST_FOUND,
    Capability,
    Directory,
    DirectoryRefused,
    DirectoryUnavailable,
    Refusal,
    Setting,
)
from recupera.options import current as options

__all__ = [
    "LONGEST_OPERATION",
    "MOST_FOUND",
    "Capability",
    "Directory",
    "DirectoryRefused",
    "DirectoryUnavailable",
    "Refusal",
    "Setting",
    "current",
]


def current() -> Directory:
    """The configured directory; the same one each time, so it remembers its keys."""
    return _embedded(options().data)


@cache
def _embedded(data: Path) -> Directory:
    # Imported late: its models need Django set up, and the contract must not.
    from recupera.directories.embedded.directory import EmbeddedDirectory
    from recupera.directories.embedded.sealed import DirectoryKeys

    return EmbeddedDirectory(DirectoryKeys.of(data))
