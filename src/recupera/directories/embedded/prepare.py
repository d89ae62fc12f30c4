"""The part of an import that needs no store: a batch of rows becomes accounts, read and sealed.

Most of an import's time goes here, so it can be done in other processes (`abreast`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from recupera.directories.embedded.csv_file import Row
from recupera.directories.embedded.rows import RowRefused, account_of, hash_of
from recupera.directories.embedded.sealed import (
    DirectoryKeys,
    external_probes,
    index_of,
    seal_account,
)
from recupera.keys import TooLarge
from recupera.people import Account


@dataclass(frozen=True)
class Problem:
    """A row that was refused, or a datum of it that was left out. Holds nobody's data."""

    line: int
    refused: bool
    column: str
    reason: str


@dataclass(frozen=True)
class Sealed:
    """One account as it is stored; `index` has the kind and digest of each datum."""

    entry: UUID
    external: bytes
    body: bytes
    index: tuple[tuple[str, bytes], ...]


@dataclass
class Prepared:
    """A batch of so many rows. `sealed` and `hashes` are by the accounts' ids."""

    rows: int
    accounts: list[Account] = field(default_factory=list)
    sealed: dict[str, Sealed] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Prepare:
    """Prepares batches of a file that has so many fields in a row; every account as a new one."""

    keys: DirectoryKeys
    width: int

    def __call__(self, batch: Sequence[Row]) -> Prepared:
        prepared = Prepared(len(batch))
        for row in batch:
            try:
                self._add(prepared, row)
            except RowRefused as refused:
                problem = Problem(row.line, True, refused.column, refused.reason)
                prepared.problems.append(problem)
        return prepared

    def _add(self, prepared: Prepared, row: Row) -> None:
        if row.fields is None:
            raise RowRefused("row", f"does not have {self.width} fields")
        account, warnings = account_of(row.fields)
        hashed = hash_of(row.fields)
        prepared.problems += [Problem(row.line, False, one.column, one.reason) for one in warnings]
        try:
            prepared.sealed[account.id] = seal(self.keys, account, uuid4())
        except TooLarge:
            raise RowRefused("row", "holds more than one entry can") from None
        prepared.accounts.append(account)
        if hashed:
            prepared.hashes[account.id] = hashed


def seal(keys: DirectoryKeys, account: Account, entry: UUID) -> Sealed:
    """Raises TooLarge."""
    index = ((str(kind), digest) for kind, digest in index_of(keys, account))
    external = external_probes(keys, account.id)[0]
    return Sealed(entry, external, seal_account(keys, entry, account), tuple(index))


def sealed_anew(
    keys: DirectoryKeys, account: Account, entry: UUID | None, ready: Mapping[str, Sealed]
) -> Sealed:
    """As it is to be stored: what is ready is for a new entry only. Raises TooLarge."""
    at_hand = ready.get(account.id) if entry is None else None
    return at_hand or seal(keys, account, entry or uuid4())
