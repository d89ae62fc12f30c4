"""The sender's side of the outbox: rows are leased, and every later move names the lease.

A sender that dies loses its rows when the lease ends; one that was only slow finds that its
lease is no longer there and changes nothing.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import F, Q, QuerySet

from recupera.messages.kept_outcomes import End, columns
from recupera.messages.models import WIPED, Message, State
from recupera.messages.outcomes import Outcome

# It is renewed at every tick in its second half, so it only measures how soon the rows of a
# dead sender are taken up, not how long a mail server may hang.
LEASE = timedelta(seconds=45)
# A code with less time left than this would be late when it is read.
LEAST_LEFT = timedelta(seconds=60)

STORE = "vault"
# Taken to sent, as `_move` would: bare, because one is written for every row.
SENT = """UPDATE messages_message
SET state = 'sent', lease_token = '', lease_until = NULL,
    body = %s, sent_at = %s, mark = %s, outcome = %s
WHERE id = %s AND lease_token = %s AND state = 'taken'"""

MOVES = frozenset(
    {
        (State.WAITING, State.TAKEN),
        (State.WAITING, State.GONE),
        (State.TAKEN, State.SENT),
        (State.TAKEN, State.WAITING),
        (State.TAKEN, State.TAKEN),
        (State.TAKEN, State.GONE),
    }
)


@dataclass(frozen=True)
class Leased:
    """A row in this sender's hands."""

    id: UUID
    key_id: str
    body: bytes
    token: str
    taken_at: datetime
    tries: int
    repeats: int
    expires_at: datetime


def take(now: datetime, *, most: int) -> list[Leased]:
    """Leases at most `most` rows that are due; those whose time is over become gone."""
    if most <= 0 or not Message.objects.filter(_due(now)).exists():
        return []
    with transaction.atomic(STORE):
        due = Message.objects.select_for_update(skip_locked=True).filter(_due(now))
        rows = list(due.order_by("not_before")[:most])
        return _lease(rows, now=now)


def renew(token: str, rows: Iterable[UUID], *, now: datetime) -> None:
    """Keeps rows whose sending takes long."""
    Message.objects.filter(
        id__in=list(rows), lease_token=token, lease_until__lt=now + LEASE / 2
    ).update(lease_until=now + LEASE)


def settle(rows: Sequence[tuple[Leased, End]], *, now: datetime) -> int:
    """Handed over, or empty: wiped. Returns how many were still ours."""
    connection = connections[STORE]
    values = [_sent(row, end, now=now) for row, end in rows]
    with transaction.atomic(STORE), connection.cursor() as cursor:
        cursor.executemany(SENT, values)
        return int(cursor.rowcount)


def put_back(row: Leased, *, not_before: datetime, unsure: bool) -> int:
    """To be tried again from `not_before` on; `unsure` makes the next try a marked repeat."""
    return _move(
        _held(row.token, [row.id]),
        State.TAKEN,
        State.WAITING,
        not_before=not_before,
        repeats=row.repeats + int(unsure),
    )


def give_up(row: Leased, end: End, *, now: datetime) -> int:
    """Refused for good, or out of time: wiped."""
    kept = columns(row.id, end, at=now)
    return _move(_held(row.token, [row.id]), State.TAKEN, State.GONE, **kept)


def in_time(expires_at: datetime, at: datetime) -> bool:
    return at <= expires_at - LEAST_LEFT


def _sent(row: Leased, end: End, *, now: datetime) -> list[Any]:
    connection, kept = connections[STORE], columns(row.id, end, at=now)
    sent_at = connection.ops.adapt_datetimefield_value(row.taken_at)
    return [WIPED, sent_at, kept["mark"], kept["outcome"], row.id.hex, row.token]


def _due(now: datetime) -> Q:
    waiting = Q(state=State.WAITING, not_before__lte=now)
    return waiting | Q(state=State.TAKEN, lease_until__lte=now)


def _held(token: str, ids: list[UUID]) -> "QuerySet[Message]":
    return Message.objects.filter(id__in=ids, lease_token=token)


def _lease(rows: list[Message], *, now: datetime) -> list[Leased]:
    """Moves each row to where it belongs; the caller holds the rows' locks."""
    token = secrets.token_hex(16)
    leased = [row for row in rows if in_time(row.expires_at, now) and not _abandoned_twice(row)]
    ours = {row.id for row in leased}
    for state, repeats in ((State.WAITING, F("repeats")), (State.TAKEN, F("repeats") + 1)):
        mine = _ids(row for row in leased if row.state == state)
        lost = _ids(row for row in rows if row.state == state and row.id not in ours)
        changes: dict[str, Any] = {"lease_token": token, "lease_until": now + LEASE}
        changes |= {"tries": F("tries") + 1, "repeats": repeats}
        _move(Message.objects.filter(id__in=mine), state, State.TAKEN, **changes)
        for row in lost:
            kept = columns(row, End(Outcome.LATE), at=now)
            _move(Message.objects.filter(id=row), state, State.GONE, **kept)
    return [_in_hand(row, token=token, now=now) for row in leased]


def _in_hand(row: Message, *, token: str, now: datetime) -> Leased:
    return Leased(
        id=row.id,
        key_id=row.key_id,
        body=bytes(row.body),
        token=token,
        taken_at=now,
        tries=row.tries + 1,
        repeats=row.repeats + int(row.state == State.TAKEN),
        expires_at=row.expires_at,
    )


def _abandoned_twice(row: Message) -> bool:
    return row.state == State.TAKEN and row.repeats > 0


def _ids(rows: Iterable[Message]) -> list[UUID]:
    return [row.id for row in rows]


def _move(rows: "QuerySet[Message]", old: State, new: State, **changes: Any) -> int:
    """Compare-and-set; leaving TAKEN ends the lease, and ending wipes the body."""
    assert (old, new) in MOVES
    if new is not State.TAKEN:
        changes |= {"lease_token": "", "lease_until": None}
    if new in (State.SENT, State.GONE):
        changes["body"] = WIPED
    return rows.filter(state=old).update(state=new, **changes)
