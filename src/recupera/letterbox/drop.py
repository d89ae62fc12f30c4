"""Leaving an envelope in the letterbox: one transaction with whatever it costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from recupera.letterbox.models import EnvelopeKind
from recupera.letterbox.sealing import Sealed

STORE = "letterbox"
# 3 asks and 5 proves are all that one enquiry can use.
MOST_WAITING = 8
# Only what costs work may make a slot.
MAKING_SLOTS = (
    EnvelopeKind.ASK,
    EnvelopeKind.OBJECT,
    EnvelopeKind.OPEN_CASE,
    EnvelopeKind.ASK_CASE,
)

SLOT = "INSERT INTO letterbox_slot (id) VALUES (%s) ON CONFLICT DO NOTHING"
# Raw, because `Model.objects.create()` alone costs as much as the rest of the request.
# A prove or an act needs a slot that stands.
ENVELOPE = """
INSERT INTO letterbox_envelope (id, slot_id, kind, key_id, body)
SELECT %s, id, %s, %s, %s FROM letterbox_slot WHERE id = %s
AND (SELECT count(*) FROM letterbox_envelope WHERE slot_id = %s) < %s
"""


class LetterboxFull(Exception):
    """This enquiry has as many envelopes waiting as it may have; wait for the worker."""


class SlotGone(Exception):
    """There is no such enquiry, or not any more: it is asked anew."""


@contextmanager
def accepting(*, for_good: bool = False) -> Iterator[None]:
    """One letterbox transaction: everything in it is accepted, or nothing was spent.

    `for_good` is for what must survive a power cut: it is on the disk when this returns. Anything
    else costs its person one more press of a button.
    """
    connection = connections[STORE]
    lasting = for_good and not connection.in_atomic_block
    if lasting and connection.vendor == "sqlite":
        # Not within a transaction: there SQLite keeps the level that it has.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    try:
        with transaction.atomic(STORE):
            if lasting and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL synchronous_commit = on")
            yield
    finally:
        if lasting and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")


def drop(sealed: Sealed) -> None:
    """Puts the envelope where the worker finds it. Raises LetterboxFull or SlotGone."""
    with connections[STORE].cursor() as cursor:
        if sealed.kind in MAKING_SLOTS:
            cursor.execute(SLOT, [sealed.slot_id])
        cursor.execute(
            ENVELOPE,
            [
                sealed.id,
                sealed.kind.value,
                sealed.key_id,
                sealed.body,
                sealed.slot_id,
                sealed.slot_id,
                MOST_WAITING,
            ],
        )
        if cursor.rowcount != 1:
            raise _reason(sealed.slot_id)


def _reason(slot_id: str) -> LetterboxFull | SlotGone:
    with connections[STORE].cursor() as cursor:
        cursor.execute("SELECT 1 FROM letterbox_slot WHERE id = %s", [slot_id])
        return LetterboxFull() if cursor.fetchone() else SlotGone()
