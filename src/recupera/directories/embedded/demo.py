"""Puts the demo's invented persons into the directory."""

from itertools import islice

from recupera.directories.embedded.models import Entry, Import
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.directories.embedded.write import BATCH, write


class RealAccounts(Exception):
    """Accounts were imported from a file: invented persons do not belong among them."""


def load_demo(keys: DirectoryKeys) -> int:
    """Loads them, again if need be, and returns how many accounts. Raises RealAccounts."""
    if Entry.objects.exists() and Import.objects.exclude(kind=Import.Kind.DEMO).exists():
        raise RealAccounts
    accounts = synthetic_accounts()
    number = 0
    while batch := list(islice(accounts, BATCH)):
        write(keys, batch)
        number += len(batch)
    Import(kind=Import.Kind.DEMO, rows=number, refused=0).save(force_insert=True)
    return number
