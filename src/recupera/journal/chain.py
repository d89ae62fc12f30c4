"""Chaining: each entry's digest covers the one before it, so a flipped byte is found and named."""

import hashlib

from django.db import connections, transaction

from recupera.journal.models import Entry

STORE = "vault"
CHAIN = "UPDATE journal_entry SET place = %s, chain = %s WHERE id = %s"
START = hashlib.sha256(b"recupera journal 1").digest()


def seal_new() -> int:
    """Chains the entries that came since; a second sealer at work changes nothing.

    Returns how many were chained.
    """
    with transaction.atomic(STORE):
        fresh = list(Entry.objects.select_for_update().filter(place__isnull=True).order_by("id"))
        last = Entry.objects.filter(place__isnull=False).order_by("-place").first()
        place, before = (last.place or 0, bytes(last.chain or b"")) if last else (0, START)
        chained = []
        for entry in fresh:
            place, before = place + 1, link(before, place + 1, entry)
            chained.append((place, before, entry.id))
        with connections[STORE].cursor() as cursor:
            cursor.executemany(CHAIN, chained)
    return len(fresh)


def verify() -> int | None:
    """The id of the first entry that does not follow from the one before it; None when whole."""
    before = START
    sealed = Entry.objects.filter(place__isnull=False).order_by("place")
    for place, entry in enumerate(sealed.iterator(), start=1):
        before = link(before, place, entry)
        if bytes(entry.chain or b"") != before:
            return entry.id
    return None


def link(before: bytes, place: int, entry: Entry) -> bytes:
    """SHA-256 over the digest before, the place, the hour, the event and the sealed body."""
    facts = f"|{place}|{entry.id}|{entry.at.isoformat()}|{entry.event}|"
    body = hashlib.sha256(bytes(entry.body)).digest()
    return hashlib.sha256(before + facts.encode() + body).digest()
