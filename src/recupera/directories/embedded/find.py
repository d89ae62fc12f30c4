"""Looks an account up by any datum, with equal work whether there is one or not."""

import hmac
from uuid import UUID

from django.db import DatabaseError, connections, router

from recupera.directories.contract import MOST_FOUND, DirectoryRefused, DirectoryUnavailable
from recupera.directories.embedded.models import Entry, IndexRow
from recupera.directories.embedded.sealed import (
    ADMINISTERS,
    DirectoryKeys,
    open_account,
    organisation_of,
    probes,
)
from recupera.keys import CannotOpen, KeyMissing
from recupera.people import Account, DatumKind

# The rows of one probe: MOST_FOUND neighbours from the digest upwards, and behind the end of
# the index on from its start. Every datum reads the same number of rows, found or not.
_PROBE = """
SELECT {number} AS probe, digest, entry_id FROM (
  SELECT * FROM (
    SELECT 0 AS lap, digest, entry_id FROM {index}
    WHERE kind = %s AND digest >= %s ORDER BY digest, entry_id LIMIT {most}) AS onwards
  UNION ALL
  SELECT * FROM (
    SELECT 1 AS lap, digest, entry_id FROM {index}
    WHERE kind = %s AND digest < %s ORDER BY digest, entry_id LIMIT {most}) AS from_start
  ORDER BY lap, digest, entry_id LIMIT {most}) AS around_{number}
"""
_WITH_BODIES = """
SELECT near.probe, near.digest, entry.id, entry.body
FROM ({probes}) AS near JOIN {entry} AS entry ON entry.id = near.entry_id
ORDER BY near.probe, near.digest, entry.id
"""

Row = tuple[int, bytes, UUID, bytes]


class Finding:
    """The part of the directory in the vault that looks accounts up (contract.Directory)."""

    def __init__(self, keys: DirectoryKeys) -> None:
        self._keys = keys

    def find(self, kind: DatumKind, value: str) -> list[Account]:
        """The accounts that registered `value`; see the contract.

        A range is read instead of a match, and every neighbour in it is opened like a match:
        only then is it seen which of them carry the digest. So nothing here depends on a hit.
        Do not "improve" this to `WHERE digest = …`, nor open only what matches: the rows read
        and bodies opened would tell who has an account.
        """
        return self._by(kind, value)

    def administrators(self, organisation: str) -> list[Account]:
        """See the contract."""
        found = self._by(ADMINISTERS, organisation_of(organisation))
        return [one for one in found if one.active]

    def _by(self, kind: str, value: str) -> list[Account]:
        wanted = probes_or_unavailable(self._keys, kind, value)
        rows = _read(kind, wanted)
        opened = [(self._open(row), row) for row in rows]
        found = [
            account
            for account, (probe, digest, _, _) in opened
            if hmac.compare_digest(bytes(digest), wanted[probe])
        ]
        return found[:MOST_FOUND]

    def _open(self, row: Row) -> Account:
        _, _, entry, body = row
        try:
            return open_account(self._keys, entry, body)
        except KeyMissing as missing:
            raise DirectoryUnavailable(str(missing)) from missing
        except CannotOpen as damaged:
            raise DirectoryRefused(f"entry {entry} is damaged") from damaged


def probes_or_unavailable(keys: DirectoryKeys, kind: str, value: str) -> list[bytes]:
    """One digest per version of the kind's key. Raises DirectoryUnavailable if there is none."""
    digests = probes(keys, kind, value)
    if not digests:
        raise DirectoryUnavailable(f"no key for the index of {kind}")
    return digests


def _read(kind: str, digests: list[bytes]) -> list[Row]:
    parameters = [part for digest in digests for part in (str(kind), digest) * 2]
    try:
        with connections[router.db_for_read(Entry)].cursor() as cursor:
            cursor.execute(_statement(len(digests)), parameters)
            rows = cursor.fetchall()
    except DatabaseError as down:
        raise DirectoryUnavailable("the vault does not answer") from down
    # SQLite gives a UUID as 32 hexadecimal digits, PostgreSQL as a UUID.
    return [(probe, bytes(found), UUID(str(id)), bytes(body)) for probe, found, id, body in rows]


def _statement(number_of_probes: int) -> str:
    index, entry = IndexRow._meta.db_table, Entry._meta.db_table
    each = (
        _PROBE.format(number=number, index=index, most=MOST_FOUND)
        for number in range(number_of_probes)
    )
    return _WITH_BODIES.format(probes=" UNION ALL ".join(each), entry=entry)
