"""The worker's side of the outbox: it writes rows that it cannot read again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connections

from recupera.keys import Key, Ring, ring
from recupera.messages import spend
from recupera.messages.letters import Letter, seal
from recupera.messages.models import Message, State
from recupera.options import current

KEPT = timedelta(hours=24)
STORE = "vault"
# Bare: it is written with every question, and the ORM takes longer to spell it than to run it.
PUT = """INSERT INTO messages_message (id, key_id, body, not_before, created_at, expires_at,
state, lease_token, tries, repeats, mark, outcome) VALUES {rows}"""
ROW = f"(%s, %s, %s, %s, %s, %s, '{State.WAITING.value}', '', 0, 0, '', %s)"


def put(letters: Sequence[Letter | None], *, expires_at: datetime, now: datetime) -> list[UUID]:
    """Writes one row per entry, None being a null row, in one insert; returns their ids.

    After `expires_at` a message is worth nothing and is not sent. Belongs into the caller's
    transaction. Raises TooLarge or KeyMissing.
    """
    public, connection = _keys(current().data).newest(), connections[STORE]
    adapted = connection.ops.adapt_datetimefield_value
    moments = [adapted(one) for one in (now, now, expires_at)]
    ids = [uuid4() for _ in letters]
    rows = [
        part
        for row, letter in zip(ids, letters, strict=True)
        for part in _row(row, letter, public=public, moments=moments)
    ]
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(rows=", ".join([ROW] * len(letters))), rows)
    return ids


def purge(now: datetime) -> int:
    """Deletes rows older than a day, whatever became of them; returns how many."""
    spend.purge(now)
    return Message.objects.filter(created_at__lt=now - KEPT).delete()[0]


@cache
def _keys(data: Path) -> Ring:
    return ring(data, "worker", "outbox-public")


def _row(row: UUID, letter: Letter | None, *, public: Key, moments: Sequence[Any]) -> list[Any]:
    # 32 hexadecimal digits are what SQLite keeps of a UUID, and what PostgreSQL reads as one.
    return [row.hex, public.id, seal(letter, row=row, public=public), *moments, b""]
