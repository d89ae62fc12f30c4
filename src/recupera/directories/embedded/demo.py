"""Puts the demo's invented persons into the directory."""

from itertools import islice

from recupera.directories.embedded.hashes import made
from recupera.directories.embedded.imported import write_hashes
from recupera.directories.embedded.models import Entry, Import
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.directories.embedded.write import BATCH, write
from recupera.people import EXAMPLE_PASSWORD


class RealAccounts(Exception):
    """Accounts were imported from a file: invented persons do not belong among them."""


def load_demo(keys: DirectoryKeys) -> int:
    """Loads them, again if need be, and returns how many accounts. Raises RealAccounts."""
    if Entry.objects.exists() and Import.objects.exclude(kind=Import.Kind.DEMO).exists():
        raise RealAccounts
    accounts = synthetic_accounts()
    # One hash for all: two thousand would take a minute, and everybody may know this password.
    hashed = made(EXAMPLE_PASSWORD)
    number = 0
    while batch := list(islice(accounts, BATCH)):
        write(keys, batch)
        write_hashes(keys, {account.id: hashed for account in batch})
        number += len(batch)
    Import(kind=Import.Kind.DEMO, rows=number, refused=0).save(force_insert=True)
    return number
