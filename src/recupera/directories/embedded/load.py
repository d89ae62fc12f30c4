"""Imports a file: looks through it once, then writes it batch by batch, then drops what left.

The first look finds everything that stops the whole import, so that nothing is written then.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from recupera.directories.embedded.abreast import abreast
from recupera.directories.embedded.csv_file import BadFile, Layout, Row, rows
from recupera.directories.embedded.imported import write_hashes
from recupera.directories.embedded.models import Entry, Import
from recupera.directories.embedded.prepare import Prepare, Prepared, Problem
from recupera.directories.embedded.rows import RowRefused, id_of
from recupera.directories.embedded.sealed import DirectoryKeys, external_probes
from recupera.directories.embedded.seen import Seen
from recupera.directories.embedded.write import BATCH, drop, write

# A full import that drops a larger share of the accounts is more often a broken export.
LARGEST_DROP = 0.05


class TooManyDropped(Exception):
    """A full import would drop more than LARGEST_DROP, and nobody agreed. Nothing was written."""

    def __init__(self, dropped: int, of: int) -> None:
        super().__init__(f"{dropped:,} of {of:,} accounts would be dropped")
        self.dropped = dropped
        self.of = of


@dataclass
class Outcome:
    """How many rows and accounts an import met."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passwords: int = 0
    dropped: int = 0
    refused: int = 0
    warnings: int = 0


@dataclass
class Loading:
    """One import. `tell` hears every problem, `start` the number of rows, `advance` those done.

    `agree` is asked, with the numbers dropped and present, before a full import drops many.
    """

    keys: DirectoryKeys
    layout: Layout
    full: bool = False
    dry: bool = False
    tell: Callable[[Problem], object] = lambda _: None
    start: Callable[[int], object] = lambda _: None
    advance: Callable[[int], object] = lambda _: None
    agree: Callable[[int, int], bool] = lambda _dropped, _of: False
    outcome: Outcome = field(default_factory=Outcome)

    def run(self) -> Outcome:
        """Raises BadFile or TooManyDropped before anything is written."""
        with Seen() as seen:
            self.outcome.rows = self._look_through(seen)
            if self.full:
                self._count_dropped(seen)
            self.start(self.outcome.rows)
            prepare = Prepare(self.keys, self.layout.width)
            for batch in abreast(prepare, self._batches()):
                self._write(batch)
            if self.full and not self.dry:
                for gone in _missing(seen):
                    drop(gone)
        if not self.dry:
            self._remember()
        return self.outcome

    def _look_through(self, seen: Seen) -> int:
        number = 0
        for row in rows(self.layout):
            self._note(row, seen)
            number += 1
        if not number:
            raise BadFile(f"{self.layout.path} names its columns and has no rows")
        return number

    def _note(self, row: Row, seen: Seen) -> None:
        try:
            account_id = id_of(row.fields) if row.fields else None
        except RowRefused:
            return
        for digest in external_probes(self.keys, account_id) if account_id else ():
            before = seen.add(digest, row.line)
            if before is not None:
                raise BadFile(
                    f"{self.layout.path}: line {row.line} is the same account as line {before} "
                    "(the same id, or without ids the same user name and organisation)"
                )

    def _count_dropped(self, seen: Seen) -> None:
        present = Entry.objects.count()
        self.outcome.dropped = sum(len(gone) for gone in _missing(seen))
        many = self.outcome.dropped > LARGEST_DROP * present
        if many and not self.dry and not self.agree(self.outcome.dropped, present):
            raise TooManyDropped(self.outcome.dropped, present)

    def _batches(self) -> Iterator[list[Row]]:
        every = rows(self.layout)
        while batch := list(islice(every, BATCH)):
            yield batch

    def _write(self, batch: Prepared) -> None:
        for problem in batch.problems:
            self.outcome.refused += problem.refused
            self.outcome.warnings += not problem.refused
            self.tell(problem)
        written = write(self.keys, batch.accounts, ready=batch.sealed, dry=self.dry)
        self.outcome.new += written.new
        self.outcome.changed += written.changed
        self.outcome.unchanged += written.unchanged
        if batch.hashes:
            self.outcome.passwords += write_hashes(self.keys, batch.hashes, dry=self.dry)
        self.advance(batch.rows)

    def _remember(self) -> None:
        kind = Import.Kind.FULL if self.full else Import.Kind.DELTA
        Import(kind=kind, rows=self.outcome.rows, refused=self.outcome.refused).save(
            force_insert=True
        )


def _missing(seen: Seen) -> Iterator[list[UUID]]:
    """The entries that stand in the directory and not in the file, a batch at a time."""
    last = UUID(int=0)
    while batch := list(
        Entry.objects.filter(id__gt=last).order_by("id").values_list("id", "external")[:BATCH]
    ):
        gone = [entry for entry, external in batch if bytes(external) not in seen]
        if gone:
            yield gone
        last = batch[-1][0]
