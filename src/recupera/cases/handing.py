"""What is to be passed on to another help desk: found by itself, taken with a lease, never lost.

Nobody who writes an entry has to think of it: whatever a person has done and has no row here yet
gets one. Within a case the order is kept, so that no desk hears of an addition before the case.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, QuerySet

from recupera.cases.models import Author, Entry, File, FileState, HandOver

STORE = "vault"
LEASE = timedelta(minutes=2)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
SCANNED = (FileState.CLEAN, FileState.UNSCANNED)
MOST_FOUND = 200


def find(now: datetime) -> int:
    """Makes the rows that are missing; returns how many."""
    entries = Entry.objects.filter(by=Author.PERSON, handover__isnull=True).order_by("id")
    files = File.objects.filter(state__in=SCANNED, handover__isnull=True).order_by("done_at", "id")
    rows = [HandOver(case_id=one.case_id, entry=one) for one in entries[:MOST_FOUND]]
    rows += [HandOver(case_id=one.case_id, file=one) for one in files.defer("body")[:MOST_FOUND]]
    for row in rows:
        row.name, row.found_at, row.due_at = secrets.token_hex(16), now, now
    # Two of us may find the same at once: the unique columns decide.
    HandOver.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def take(now: datetime) -> HandOver | None:
    """The oldest that is due and has nothing of its case before it, leased to the caller."""
    before = HandOver.objects.filter(case=OuterRef("case"), sent_at=None, id__lt=OuterRef("id"))
    due = HandOver.objects.filter(sent_at=None, due_at__lte=now).exclude(Exists(before))
    with transaction.atomic(STORE):
        row = due.select_for_update(skip_locked=True, of=("self",)).order_by("id").first()
        if row is not None:
            row.lease, row.due_at, row.tries = secrets.token_hex(8), now + LEASE, row.tries + 1
            row.save(update_fields=["lease", "due_at", "tries"])
    return row


def settle(row: HandOver, *, now: datetime) -> bool:
    """It was taken by the other desk. False where the lease was lost meanwhile."""
    return bool(_held(row).update(sent_at=now, lease=""))


def put_back(row: HandOver, *, now: datetime) -> None:
    """Not now: again after a delay that grows to an hour. It is never given up."""
    delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(row.tries - 1, 10))
    _held(row).update(due_at=now + delay, lease="")


def waiting() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest of them does."""
    rows = HandOver.objects.filter(sent_at=None)
    return rows.count(), rows.aggregate(oldest=Min("found_at"))["oldest"]


def _held(row: HandOver) -> "QuerySet[HandOver]":
    return HandOver.objects.filter(id=row.id, lease=row.lease, sent_at=None)
