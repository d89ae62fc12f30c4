"""Writes every entry anew under the newest keys, then destroys the keys that nothing needs."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import router, transaction

from recupera.directories.embedded.models import Entry, Password
from recupera.directories.embedded.sealed import DirectoryKeys, open_hash, seal_hash
from recupera.directories.embedded.write import BATCH, replace
from recupera.keys import Key, Ring

# The ring compares births with its own, later clock; less than this lies between two rotations
# by nobody's hand.
MARGIN = timedelta(milliseconds=1)


def reindex(
    keys: DirectoryKeys, *, on_batch: Callable[[int], object] = lambda _: None
) -> list[str]:
    """Rewrites all entries; returns the `name id` of every key destroyed afterwards.

    Look-ups go on meanwhile: they probe every version of a key. Breaking off is harmless; the
    next run starts anew. `on_batch` gets the number of entries of each batch.
    """
    newest = [(ring, ring.newest()) for ring in (keys.body, keys.account, *keys.index.values())]
    for batch in entries_in_batches():
        replace(keys, batch)
        on_batch(len(batch))
    _seal_passwords_anew(keys)
    return [gone for ring, key in newest for gone in _destroy_older(ring, key)]


def entries_in_batches() -> Iterator[list[Entry]]:
    """Every entry once, in the order of their keys, BATCH at a time."""
    last = UUID(int=0)
    while batch := list(Entry.objects.filter(id__gt=last).order_by("id")[:BATCH]):
        yield batch
        last = batch[-1].id


def _seal_passwords_anew(keys: DirectoryKeys) -> None:
    last = UUID(int=0)
    rows = Password.objects.filter(body__isnull=False).order_by("id")
    while batch := list(rows.filter(id__gt=last)[:BATCH]):
        with transaction.atomic(using=router.db_for_write(Password)):
            for password in batch:
                body = bytes(password.body or b"")
                fresh = seal_hash(keys, password.entry, open_hash(keys, password.entry, body))
                # Not over one that a person has renewed meanwhile: that is under the newest key.
                Password.objects.filter(id=password.id, body=body).update(body=fresh)
        last = batch[-1].id


def _destroy_older(ring: Ring, key: Key) -> list[str]:
    # Only what `key` replaced: a version made while this ran is newer than `key`, and entries
    # written before it still need `key`.
    age = datetime.now(UTC) - key.made_at
    gone = ring.destroy(older_than=age - MARGIN)
    return [f"{ring.folder.name} {key_id}" for key_id in gone]
