"""The worker's side of the outbox: it writes rows that it cannot read again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

from recupera.keys import Key, Ring, ring
from recupera.messages import spend
from recupera.messages.letters import Letter, seal
from recupera.messages.models import Message
from recupera.options import current

KEPT = timedelta(hours=24)


def put(letters: Sequence[Letter | None], *, expires_at: datetime, now: datetime) -> None:
    """Writes one row per entry, None being a null row, in one insert.

    After `expires_at` a message is worth nothing and is not sent. Belongs into the caller's
    transaction. Raises TooLarge or KeyMissing.
    """
    public = _keys(current().data).newest()
    rows = [_row(letter, public=public, expires_at=expires_at, now=now) for letter in letters]
    Message.objects.bulk_create(rows)


def purge(now: datetime) -> int:
    """Deletes rows older than a day, whatever became of them; returns how many."""
    spend.purge(now)
    return Message.objects.filter(created_at__lt=now - KEPT).delete()[0]


@cache
def _keys(data: Path) -> Ring:
    return ring(data, "worker", "outbox-public")


def _row(letter: Letter | None, *, public: Key, expires_at: datetime, now: datetime) -> Message:
    row = uuid4()
    return Message(
        id=row,
        key_id=public.id,
        body=seal(letter, row=row, public=public),
        not_before=now,
        created_at=now,
        expires_at=expires_at,
    )
