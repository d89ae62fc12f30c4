"""Several ledgers at a time, read and written in one statement each, whoever they belong to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, Self, TypeVar

from django.db import connections, transaction

from recupera.enquiries.models import Ledger
from recupera.enquiries.tally import Tally
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

# The fullest tally fits: eight sendings with four messages each.
SIZE = 1536
STORE = "vault"


class Counted(Protocol):
    """What a ledger holds, opened: the tally of an owner, or what a case's address was sent."""

    def at(self, now: datetime) -> Self: ...

    def until(self, now: datetime) -> datetime: ...

    def encode(self) -> bytes: ...

    @classmethod
    def decode(cls, content: bytes) -> Self: ...


Kind = TypeVar("Kind", bound=Counted)


# By bare statements, as at each the next person waits for a round trip. Reading takes the lock that
# writing needs, and makes what is missing: the same work for an owner of whom nothing is known.
UPSERT = """INSERT INTO enquiries_ledger (id, body, until) VALUES {rows}
ON CONFLICT (id) DO UPDATE SET {change} RETURNING id, body"""
READ = "until = enquiries_ledger.until"
WRITE = "body = excluded.body, until = excluded.until"


def opened(marks: Sequence[str], now: datetime) -> dict[str, Tally]:
    """The tallies of these marks, in their order, locked until the transaction ends.

    Raises keys.CannotOpen or keys.KeyMissing.
    """
    return opened_as(Tally, marks, now)


def opened_as(kind: type[Kind], marks: Sequence[str], now: datetime) -> dict[str, Kind]:
    """The same for ledgers that hold something else."""
    rows = _upsert(READ, dict.fromkeys(marks, kind()), now)
    return {mark: kind.decode(_unsealed(mark, rows[mark])).at(now) for mark in marks}


def write(tallies: Mapping[str, Counted], now: datetime) -> None:
    """Writes every ledger that was opened, changed or not."""
    _upsert(WRITE, tallies, now)


def purge(now: datetime) -> int:
    """Deletes the ledgers that say nothing any more; returns how many."""
    # One that an ask holds is in use again; waiting for it here could be waiting in a ring.
    can = connections[STORE].features.has_select_for_update_skip_locked
    with transaction.atomic(STORE):
        over = Ledger.objects.select_for_update(skip_locked=can).filter(until__lt=now)
        return Ledger.objects.filter(id__in=list(over.values_list("id", flat=True))).delete()[0]


def _upsert(change: str, tallies: Mapping[str, Counted], now: datetime) -> dict[str, bytes]:
    connection = connections[STORE]
    # In one order for everybody, or two asks lock each other's rows for ever.
    given = [
        part
        for mark in sorted(tallies)
        for part in (
            mark,
            _seal(mark, tallies[mark]),
            connection.ops.adapt_datetimefield_value(tallies[mark].until(now)),
        )
    ]
    rows = ", ".join(["(%s, %s, %s)"] * len(tallies))
    with connection.cursor() as cursor:
        cursor.execute(UPSERT.format(rows=rows, change=change), given)
        return {mark: bytes(body) for mark, body in cursor.fetchall()}


def _seal(mark: str, tally: Counted) -> bytes:
    return seal_with(_ring(), tally.encode(), about=_about(mark), size=SIZE)


def _unsealed(mark: str, body: bytes) -> bytes:
    return open_with(_ring(), body, about=_about(mark))


def _about(mark: str) -> bytes:
    return f"ledger {mark}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
