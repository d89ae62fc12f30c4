"""A key ring: one folder per key name, one file per version, the newest in use."""

import base64
import secrets
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path

# Long-running doors look again this often, so that a rotation needs no restart.
FRESH_SECONDS = 5.0


class KeyMissing(Exception):
    """No such key here: it was destroyed, never made, or belongs to another door."""


@dataclass(frozen=True)
class Key:
    """One version of a key. `id` sorts by age; `secret` is 32 bytes (public keys too)."""

    id: str
    secret: bytes = field(repr=False)

    @cached_property
    def made_at(self) -> datetime:
        return datetime.strptime(self.id[:22], "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)


@dataclass
class Ring:
    """The versions of one key in one door's folder."""

    folder: Path
    _keys: dict[str, Key] = field(default_factory=dict, repr=False)
    _read_at: float = 0.0

    def newest(self) -> Key:
        """The version in use. Raises KeyMissing."""
        keys = self._fresh()
        if not keys:
            raise KeyMissing(
                f"{self.folder} holds no key; `recupera keys make` makes what is missing"
            )
        return next(iter(keys.values()))

    def get(self, key_id: str) -> Key:
        """One version. Raises KeyMissing."""
        key = self._fresh().get(key_id) or self._read().get(key_id)
        if key is None:
            raise KeyMissing(f"{self.folder.name}: no key {key_id}")
        return key

    def __iter__(self) -> Iterator[Key]:
        return iter(self._fresh().values())

    def add(self, secret: bytes, key_id: str | None = None) -> Key:
        """Writes a new version, readable by this user alone."""
        key = Key(key_id or new_key_id(), secret)
        # mkdir gives its mode to the last folder only: data/keys/<door>/<name>, one by one.
        for folder in (*list(self.folder.parents)[1::-1], self.folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{key.id}.key"
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(base64.b64encode(secret) + b"\n")
        self._read()
        return key

    def destroy(self, *, older_than: timedelta, but: Collection[str] = ()) -> list[str]:
        """Deletes versions replaced for longer than that, `but` these; returns their ids."""
        keys = list(self)
        limit = datetime.now(UTC) - older_than
        gone = [
            old.id for newer, old in pairwise(keys) if newer.made_at < limit and old.id not in but
        ]
        for key_id in gone:
            path = self.folder / f"{key_id}.key"
            path.write_bytes(secrets.token_bytes(64))
            path.unlink()
        self._read()
        return gone

    def _fresh(self) -> dict[str, Key]:
        stale = not self._keys or time.monotonic() - self._read_at > FRESH_SECONDS
        return self._read() if stale else self._keys

    def _read(self) -> dict[str, Key]:
        files = self.folder.glob("*.key") if self.folder.is_dir() else ()
        # Newest first, once here: every page and every row asks for the newest.
        self._keys = {
            file.stem: Key(file.stem, base64.b64decode(file.read_bytes()))
            for file in sorted(files, reverse=True)
        }
        self._read_at = time.monotonic()
        return self._keys


def new_key_id() -> str:
    """Time of birth and a random tail: `20261122T154203123456Z-1f9c2a7e`."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ") + "-" + secrets.token_hex(4)
