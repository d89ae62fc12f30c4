"""Writes accounts into the embedded directory, a batch at a time, and only what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections, router, transaction
from django.db.backends.utils import CursorWrapper

from recupera.directories.embedded.models import (
    Credential,
    Entry,
    IndexRow,
    Operation,
    Password,
)
from recupera.directories.embedded.prepare import Sealed, seal, sealed_anew
from recupera.directories.embedded.sealed import DirectoryKeys, external_probes, open_account
from recupera.keys import TooLarge
from recupera.people import Account

# As many as fit into half a second of the vault's one lock: five times as many cost half per row,
# because neighbours in the index then share a page.
BATCH = 5_000

# Bare: `bulk_create` takes five times as long, and a million accounts are five million rows.
ENTRY = ("embedded_entry", ("id", "external", "body"))
INDEX = ("embedded_indexrow", ("kind", "digest", "entry_id"))


@dataclass
class Written:
    """What one batch did. `too_large` are the accounts that no body of one size can hold."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    too_large: list[Account] = field(default_factory=list)


@dataclass
class _Work:
    entries: list[tuple[str, bytes, bytes]] = field(default_factory=list)
    index: list[tuple[str, bytes, str]] = field(default_factory=list)
    replaced: list[UUID] = field(default_factory=list)

    def add(self, sealed: Sealed) -> None:
        # 32 hexadecimal digits are what SQLite keeps of a UUID, and what PostgreSQL reads as one.
        entry = sealed.entry.hex
        self.entries.append((entry, sealed.external, sealed.body))
        self.index.extend((kind, digest, entry) for kind, digest in sealed.index)


def write(
    keys: DirectoryKeys,
    accounts: Sequence[Account],
    *,
    ready: Mapping[str, Sealed] | None = None,
    dry: bool = False,
) -> Written:
    """Adds or replaces the accounts, found by their `id`, in one transaction.

    An account that stands there unchanged is not written again; what is `ready` (by ids) is
    written as it is where the account is new. `dry` writes nothing.
    Only one process may write at a time (`alone`); look-ups go on.
    """
    # Opening and sealing stay outside the transaction: the worker waits for its lock.
    written, work = _sort(keys, accounts, ready or {})
    if not dry:
        _store(work)
    return written


def drop(entries: Sequence[UUID]) -> None:
    """Takes the entries and their index rows out, in one transaction."""
    with transaction.atomic(using=router.db_for_write(Entry)):
        _delete(entries)
        Credential.objects.filter(entry__in=entries).delete()
        Password.objects.filter(entry__in=entries).delete()
        Operation.objects.filter(entry__in=entries).delete()


def replace(keys: DirectoryKeys, stored: Iterable[Entry]) -> None:
    """Writes entries anew under the newest keys, unchanged in content, in one transaction."""
    work = _Work()
    for entry in stored:
        work.add(seal(keys, open_account(keys, entry.id, bytes(entry.body)), entry.id))
        work.replaced.append(entry.id)
    _store(work)


def _sort(
    keys: DirectoryKeys, accounts: Sequence[Account], ready: Mapping[str, Sealed]
) -> tuple[Written, _Work]:
    written, work = Written(), _Work()
    stored = _stored(keys, accounts)
    for account in accounts:
        entry = stored.get(account.id)
        if entry and open_account(keys, entry.id, bytes(entry.body)) == account:
            written.unchanged += 1
            continue
        try:
            work.add(sealed_anew(keys, account, entry.id if entry else None, ready))
        except TooLarge:
            written.too_large.append(account)
            continue
        if entry:
            work.replaced.append(entry.id)
            written.changed += 1
        else:
            written.new += 1
    return written, work


def _stored(keys: DirectoryKeys, accounts: Sequence[Account]) -> dict[str, Entry]:
    ids = {digest: one.id for one in accounts for digest in external_probes(keys, one.id)}
    found = Entry.objects.filter(external__in=list(ids))
    return {ids[bytes(entry.external)]: entry for entry in found}


def _store(work: _Work) -> None:
    # Replaced entries are deleted and inserted again: one way to write, on both engines.
    store = router.db_for_write(Entry)
    with transaction.atomic(using=store), connections[store].cursor() as cursor:
        _delete(work.replaced)
        # In the order of the indexes, so that neighbours share a page while it is in memory.
        _insert(cursor, *ENTRY, sorted(work.entries))
        _insert(cursor, *INDEX, sorted(work.index))


def _insert(
    cursor: CursorWrapper, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """The tables and columns are the module's own, so they may stand in the text."""
    names = ", ".join(columns)
    if cursor.db.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _delete(entries: Sequence[UUID]) -> None:
    IndexRow.objects.filter(entry_id__in=entries).delete()
    Entry.objects.filter(id__in=entries).delete()
