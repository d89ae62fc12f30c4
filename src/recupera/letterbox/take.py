"""The worker's side of the letterbox: taking envelopes with a lease, publishing, deleting.

By bare statements and few of them: at each the next person waits for a round trip.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.models import Q, QuerySet

from recupera.letterbox.clock import at, now
from recupera.letterbox.drop import STORE
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot

# Longer than any step of the worker; a worker that dies lets its envelopes go after this.
LEASE = timedelta(seconds=30)

# Never purged, never too old: nothing accepted is lost.
LASTING = (EnvelopeKind.OPEN_CASE, EnvelopeKind.ACT_ON_CASE)

# The most envelopes of these kinds together.
Share = tuple[Sequence[EnvelopeKind], int]

DUE = """due_{number} AS (
SELECT id FROM letterbox_envelope WHERE kind IN ({kinds}) AND due_at <= {now}
ORDER BY due_at, id LIMIT {most} {locking})"""
IDS = "SELECT id FROM due_{number}"
TAKE = """WITH {due} UPDATE letterbox_envelope SET lease = %s, due_at = {until}
WHERE id IN ({ids}) RETURNING *"""
WAITING = "SELECT EXISTS (SELECT 1 FROM letterbox_envelope WHERE due_at <= {now})"
GIVE_BACK = "UPDATE letterbox_envelope SET lease = '', due_at = {due} WHERE id = %s AND lease = %s"
SHOW = """UPDATE letterbox_slot SET status = %s, answer = COALESCE(%s, answer), revision = %s,
published_at = {now} WHERE id = %s AND revision < %s"""
DELETE = "DELETE FROM letterbox_envelope WHERE id = %s"


@dataclass(frozen=True)
class Publication:
    """Sealed bytes for a slot; `answer` is None where the one that stands there stays."""

    slot_id: str
    revision: int
    status: bytes
    answer: bytes | None


@dataclass(frozen=True)
class Lasting:
    """An envelope that waits for as long as it takes: the worker's key must still open it."""

    slot_id: str
    key_id: str
    inserted_at: datetime


def take(*shares: Share) -> list[Envelope]:
    """The oldest due envelopes of each share, leased to the caller, share after share."""
    if not _can_skip() and not _waiting():
        return []
    (clock, moment), (until, end) = at(STORE), at(STORE, LEASE)
    parts = [_due(number, share, clock) for number, share in enumerate(shares)]
    ids = " UNION ALL ".join(IDS.format(number=number) for number in range(len(shares)))
    statement = TAKE.format(due=", ".join(parts), until=until, ids=ids)
    given = [*moment * len(shares), secrets.token_hex(8), *end]
    turn = {kind.value: number for number, (kinds, _) in enumerate(shares) for kind in kinds}
    taken = Envelope.objects.raw(statement, given)
    return sorted(taken, key=lambda one: (turn[one.kind], one.inserted_at, one.id))


def taken_at(envelope: Envelope) -> datetime:
    """When the envelope in hand was taken, by the database's clock."""
    return envelope.due_at - LEASE


def give_back(envelope: Envelope, after: timedelta) -> None:
    """Lets the envelope go; somebody may take it again `after` that."""
    due, moment = at(STORE, after)
    with connections[STORE].cursor() as cursor:
        cursor.execute(GIVE_BACK.format(due=due), [*moment, envelope.id, envelope.lease])


def publish(publication: Publication, envelope_id: str) -> None:
    """Shows the slot and deletes the envelope, together. Doing it twice is harmless."""
    clock, moment = at(STORE)
    one, show = publication, SHOW.format(now=clock)
    given = [one.status, one.answer, one.revision, *moment, one.slot_id, one.revision]
    with connections[STORE].cursor() as cursor:
        # Only PostgreSQL does both in one statement.
        if _can_skip():
            cursor.execute(f"WITH gone AS ({DELETE}) {show}", [envelope_id, *given])
            return
        with transaction.atomic(STORE):
            cursor.execute(show, given)
            cursor.execute(DELETE, [envelope_id])


def discard(envelope: Envelope) -> None:
    """Deletes an envelope that nobody can ever open."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(DELETE, [envelope.id])


def revision_of(slot_id: str) -> int:
    """How often the slot was published; 0 where there is none."""
    return Slot.objects.filter(id=slot_id).values_list("revision", flat=True).first() or 0


def ask_waits(slot_id: str, *kinds: EnvelopeKind) -> bool:
    """Whether a question of this slot waits, or an envelope of one of these kinds."""
    kinds = kinds or (EnvelopeKind.ASK,)
    return Envelope.objects.filter(slot_id=slot_id, kind__in=kinds).exists()


def lasting() -> list[Lasting]:
    """The envelopes that wait and must not be lost, however long it takes."""
    return [Lasting(*one) for one in _lasting().values_list("slot_id", "key_id", "inserted_at")]


def standing(ids: Iterable[str]) -> set[str]:
    """Those of the slots that there are, in which somebody may still leave something."""
    return set(Slot.objects.filter(id__in=list(ids)).values_list("id", flat=True))


def purge(older_than: timedelta) -> int:
    """Deletes slots neither made nor published since, and envelopes nobody could handle.

    What somebody opened or wrote in a case is handled whenever the worker is back, and shown then.
    """
    limit: datetime = now(STORE) - older_than
    unseen = Q(published_at__isnull=True) | Q(published_at__lt=limit)
    Envelope.objects.filter(inserted_at__lt=limit).exclude(kind__in=LASTING).delete()
    awaited = _lasting().values("slot_id")
    old = Slot.objects.filter(unseen, created_at__lt=limit).exclude(id__in=awaited)
    return old.delete()[0]


def _lasting() -> QuerySet[Envelope]:
    return Envelope.objects.filter(kind__in=LASTING)


def _due(number: int, share: Share, clock: str) -> str:
    """The kinds and numbers are the worker's own, so they may stand in the text."""
    kinds = ", ".join(f"'{EnvelopeKind(kind).value}'" for kind in share[0])
    locking = "FOR UPDATE SKIP LOCKED" if _can_skip() else ""
    return DUE.format(number=number, kinds=kinds, now=clock, most=share[1], locking=locking)


def _waiting() -> bool:
    """Whether there is anything to take; spares SQLite's one write lock."""
    clock, moment = at(STORE)
    with connections[STORE].cursor() as cursor:
        cursor.execute(WAITING.format(now=clock), moment)
        return bool(cursor.fetchone()[0])


def _can_skip() -> bool:
    return connections[STORE].features.has_select_for_update_skip_locked
