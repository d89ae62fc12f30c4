"""Remembers on disk which ids a file has, so that memory does not grow with the file."""

import sqlite3
from contextlib import closing
from types import TracebackType
from typing import Self


class Seen:
    """Digests of ids, each with the line where it first stood. Used in a `with`."""

    def __init__(self) -> None:
        # The empty name is a private file that SQLite deletes by itself, whatever happens.
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY, line) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def add(self, digest: bytes, line: int) -> int | None:
        """Notes it; returns the line where it stood before, if it did."""
        added = self._store.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, line))
        return None if added.rowcount else self._line(digest)

    def __contains__(self, digest: bytes) -> bool:
        return self._line(digest) is not None

    def _line(self, digest: bytes) -> int | None:
        with closing(
            self._store.execute("SELECT line FROM seen WHERE digest = ?", (digest,))
        ) as at:
            found = at.fetchone()
        return int(found[0]) if found else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()
