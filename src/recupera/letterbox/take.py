"""The worker's side of the letterbox: taking envelopes with a lease, publishing, deleting."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, transaction
from django.db.models import Q

from recupera.letterbox.clock import now
from recupera.letterbox.drop import STORE
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot

# Longer than any step of the worker; a worker that dies lets its envelopes go after this.
LEASE = timedelta(seconds=30)


@dataclass(frozen=True)
class Publication:
    """Sealed bytes for a slot, the whole of it each time."""

    slot_id: str
    revision: int
    status: bytes
    answer: bytes


def take(kinds: Sequence[EnvelopeKind], most: int) -> list[Envelope]:
    """The oldest envelopes of these kinds that are due, leased to the caller."""
    at, lease = now(STORE), secrets.token_hex(8)
    with transaction.atomic(STORE):
        due = Envelope.objects.filter(kind__in=kinds, due_at__lte=at).order_by("due_at", "id")
        ids = list(
            due.select_for_update(skip_locked=_can_skip()).values_list("id", flat=True)[:most]
        )
        if ids:
            Envelope.objects.filter(id__in=ids).update(lease=lease, due_at=at + LEASE)
    return list(Envelope.objects.filter(id__in=ids, lease=lease).order_by("inserted_at", "id"))


def waiting() -> bool:
    """Whether there is anything to take; spares an idle worker the write lock."""
    return Envelope.objects.filter(due_at__lte=now(STORE)).exists()


def give_back(envelope: Envelope, after: timedelta) -> None:
    """Lets the envelope go; somebody may take it again `after` that."""
    due = now(STORE) + after
    Envelope.objects.filter(id=envelope.id, lease=envelope.lease).update(lease="", due_at=due)


def publish(publication: Publication, envelope_id: str) -> None:
    """Shows the slot and deletes the envelope, together. Doing it twice is harmless."""
    values: dict[str, object] = {
        "status": publication.status,
        "answer": publication.answer,
        "revision": publication.revision,
        "published_at": now(STORE),
    }
    with transaction.atomic(STORE):
        older = Slot.objects.filter(id=publication.slot_id, revision__lt=publication.revision)
        older.update(**values)
        Envelope.objects.filter(id=envelope_id).delete()


def discard(envelope: Envelope) -> None:
    """Deletes an envelope that nobody can ever open."""
    Envelope.objects.filter(id=envelope.id).delete()


def ask_waits(slot_id: str) -> bool:
    return Envelope.objects.filter(slot_id=slot_id, kind=EnvelopeKind.ASK).exists()


def purge(older_than: timedelta) -> int:
    """Deletes slots neither made nor published since, and envelopes nobody could handle."""
    limit: datetime = now(STORE) - older_than
    unseen = Q(published_at__isnull=True) | Q(published_at__lt=limit)
    Envelope.objects.filter(inserted_at__lt=limit).delete()
    return Slot.objects.filter(unseen, created_at__lt=limit).delete()[0]


def _can_skip() -> bool:
    return connections[STORE].features.has_select_for_update_skip_locked
