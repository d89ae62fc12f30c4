"""Passwords that come with an import: only hashes, and never over one that was set here."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import router, transaction

from recupera.directories.embedded.models import Credential, Entry, Password
from recupera.directories.embedded.sealed import (
    DirectoryKeys,
    external_probes,
    open_hash,
    seal_hash,
)

# No caller's operation: theirs are ASCII.
IMPORTED = "«import»"


def write_hashes(keys: DirectoryKeys, hashes: Mapping[str, str], *, dry: bool = False) -> int:
    """Gives accounts, by their ids, the hashes (`hashes.known`) of an import; how many are new.

    In one transaction. A password that was set here, or objected to, is newer than the file and
    stays. Accounts that are not there are passed over; `dry` counts them and writes nothing.
    """
    entries = _entries(keys, hashes)
    own, imported = _stored(entries.values())
    wanted = {entry: hashes[id] for id, entry in entries.items() if entry not in own}
    changed = {
        entry: hashed
        for entry, hashed in wanted.items()
        if entry not in imported
        or open_hash(keys, entry, bytes(imported[entry].body or b"")) != hashed
    }
    if dry:
        return len(changed) + len(hashes) - len(entries)
    _write(keys, changed, imported)
    return len(changed)


def _entries(keys: DirectoryKeys, hashes: Mapping[str, str]) -> dict[str, UUID]:
    ids = {digest: id for id in hashes for digest in external_probes(keys, id)}
    found = Entry.objects.filter(external__in=list(ids)).values_list("external", "id")
    return {ids[bytes(external)]: entry for external, entry in found}


def _stored(entries: Iterable[UUID]) -> tuple[set[UUID], dict[UUID, Password]]:
    """The entries with an operation of their own, and the imported passwords of all others."""
    own: set[UUID] = set()
    imported: dict[UUID, Password] = {}
    for password in Password.objects.filter(entry__in=list(entries)):
        if password.operation == IMPORTED:
            imported[password.entry] = password
        else:
            own.add(password.entry)
    return own, imported


def _write(
    keys: DirectoryKeys, changed: Mapping[UUID, str], imported: Mapping[UUID, Password]
) -> None:
    new: list[Password] = []
    old: list[Password] = []
    for entry, hashed in changed.items():
        password = imported.get(entry) or Password(entry=entry, operation=IMPORTED)
        password.body = seal_hash(keys, entry, hashed)
        (old if entry in imported else new).append(password)
    with transaction.atomic(using=router.db_for_write(Password)):
        Password.objects.bulk_create(new)
        Password.objects.bulk_update(old, ["body"], batch_size=200)
        Credential.objects.bulk_create(
            [Credential(entry=password.entry, current=password) for password in new],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["current"],
        )
