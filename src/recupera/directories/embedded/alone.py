"""Lets one process at a time write to the embedded directory."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.keys.ring import FRESH_SECONDS


class Busy(Exception):
    """Another import or reindex is running."""


@contextmanager
def alone(data: Path) -> Iterator[DirectoryKeys]:
    """The keys to write with, while no other process writes. Raises Busy."""
    with (data / "directory.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        keys = DirectoryKeys.of(data)
        _wait_until_known(keys)
        yield keys


def _wait_until_known(keys: DirectoryKeys) -> None:
    # A worker that read its ring just before a rotation does not probe for the new key yet.
    for ring in keys.index.values():
        if len(list(ring)) > 1:
            age = (datetime.now(UTC) - ring.newest().made_at).total_seconds()
            time.sleep(max(0.0, FRESH_SECONDS + 1 - age))
