"""Files that wait to be scanned: taken with a lease, and every later move names the lease.

waiting --a scanner takes it--> taken
taken --its scanner died--> taken
taken --the antivirus is away, or its upload is not there yet--> waiting
taken --scanned--> clean, unscanned or refused, its key wiped
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from recupera.cases.models import File, FileState
from recupera.files.findings import VERDICTS, Finding
from recupera.letterbox.clock import now

STORE = "vault"
# More than a child and an antivirus that use all their time; a dead scanner's file waits so long.
LEASE = timedelta(minutes=5)
# The scanner's role may read these and no other.
COLUMNS = ("id", "key", "state", "tries")


@dataclass(frozen=True)
class Leased:
    """A file in this scanner's hands; `tries` counts this one."""

    id: str
    key: bytes = field(repr=False)
    lease: str
    tries: int


def take() -> Leased | None:
    """The file that has waited longest, or None."""
    if not _due(now(STORE)).exists():
        return None
    with transaction.atomic(STORE):
        at = now(STORE)
        row = _due(at).select_for_update(skip_locked=True).only(*COLUMNS).first()
        if row is None:
            return None
        lease = secrets.token_hex(8)
        taken = {"state": FileState.TAKEN, "lease": lease, "due_at": at + LEASE}
        File.objects.filter(id=row.id).update(tries=row.tries + 1, **taken)
        return Leased(row.id, bytes(row.key), lease, row.tries + 1)


def put_back(row: Leased, *, after: timedelta, tries: int) -> int:
    """Somebody may take it again `after` that; returns 0 where it was not ours any more."""
    return _move(row, state=FileState.WAITING, due_at=now(STORE) + after, tries=tries)


def settle(row: Leased, finding: Finding, body: bytes | None) -> int:
    """Writes what was found, wipes the key; returns 0 where it was not ours any more."""
    state = FileState(VERDICTS[finding].value)
    done = {"state": state, "reason": finding.value, "done_at": now(STORE)}
    return _move(row, key=b"", body=body, **done)


def _due(at: datetime) -> Any:
    waiting = Q(state__in=(FileState.WAITING, FileState.TAKEN))
    return File.objects.filter(waiting, due_at__lte=at).order_by("due_at")


def _move(row: Leased, **changes: Any) -> int:
    held = File.objects.filter(id=row.id, lease=row.lease, state=FileState.TAKEN)
    return held.update(**changes)
