"""Reading the journal of one case: its entries, opened, each compared with the one before it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recupera.journal.chain import START, as_chained, follows
from recupera.journal.mentioning import case_of, opened
from recupera.journal.models import Entry
from recupera.keys import CannotOpen, KeyMissing

CHUNK = 500


@dataclass(frozen=True)
class Told:
    """One entry. `place` and `chain` (64 hex digits) are None and empty until it is chained;
    `follows` is whether it follows from the entry before it, None where that cannot be said.
    `said` is None where it does not open."""

    id: int
    place: int | None
    at: datetime
    event: str
    chain: str
    follows: bool | None
    said: dict[str, Any] | None


def of_cases(cases: Collection[str], *, after: int = 0, most: int | None = None) -> list[Told]:
    """What the index names of these cases behind the entry `after`, in the order of ids."""
    rows = Entry.objects.filter(mention__case__in=cases, id__gt=after).order_by("id")
    return _told(list(rows[:most]))


def searched(cases: Collection[str]) -> Iterator[Told]:
    """The same without trusting the index: every entry of the journal is opened."""
    last = 0
    while rows := list(Entry.objects.filter(id__gt=last).order_by("id")[:CHUNK]):
        yield from _told([row for row in rows if _is_about(row, cases)])
        last = rows[-1].id


def _told(rows: Sequence[Entry]) -> list[Told]:
    before = _before([row.place for row in rows if row.place])
    return [
        Told(
            row.id,
            row.place,
            row.at,
            row.event,
            bytes(row.chain or b"").hex(),
            _follows(row, before),
            _said(row),
        )
        for row in rows
    ]


def _before(places: Sequence[int]) -> dict[int, bytes]:
    """The digests of the entries in front of these places."""
    rows = Entry.objects.filter(place__in=[place - 1 for place in places])
    return {0: START} | {row.place or 0: bytes(row.chain or b"") for row in rows}


def _follows(row: Entry, before: dict[int, bytes]) -> bool | None:
    if row.place is None:
        return None
    there = before.get(row.place - 1)
    return there is not None and follows(there, as_chained(row, row.place))


def _said(row: Entry) -> dict[str, Any] | None:
    try:
        return opened(bytes(row.body))
    except (CannotOpen, KeyMissing, ValueError):
        return None


def _is_about(row: Entry, cases: Collection[str]) -> bool:
    said = _said(row)
    return said is not None and case_of(said) in cases
