"""Chaining: each entry's digest covers the one before it, so a flipped byte is found and named."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connections, transaction

from recupera.journal.models import Entry

STORE = "vault"
CHAIN = "UPDATE journal_entry SET place = %s, chain = %s WHERE id = %s"
START = hashlib.sha256(b"recupera journal 1").digest()


@dataclass(frozen=True)
class Chained:
    """An entry as the chain covers it; `content` is the SHA-256 of its sealed body."""

    place: int
    id: int
    at: datetime
    event: str
    content: bytes
    chain: bytes


def seal_new() -> list[tuple[str, datetime]]:
    """Chains the entries that came since; a second sealer at work changes nothing.

    Returns what happened and when, of each that was chained.
    """
    with transaction.atomic(STORE):
        fresh = list(Entry.objects.select_for_update().filter(place__isnull=True).order_by("id"))
        last = Entry.objects.filter(place__isnull=False).order_by("-place").first()
        place, before = (last.place or 0, bytes(last.chain or b"")) if last else (0, START)
        chained = []
        for entry in fresh:
            place += 1
            before = link(before, as_chained(entry, place))
            chained.append((place, before, entry.id))
        with connections[STORE].cursor() as cursor:
            cursor.executemany(CHAIN, chained)
    return [(entry.event, entry.at) for entry in fresh]


def as_chained(entry: Entry, place: int) -> Chained:
    content = hashlib.sha256(bytes(entry.body)).digest()
    return Chained(place, entry.id, entry.at, entry.event, content, bytes(entry.chain or b""))


def link(before: bytes, entry: Chained, place: int = 0) -> bytes:
    """SHA-256 over the digest before, and over place, id, hour, event and content of the entry, at
    its own place or at another."""
    facts = f"|{place or entry.place}|{entry.id}|{entry.at.isoformat()}|{entry.event}|"
    return hashlib.sha256(before + facts.encode() + entry.content).digest()


def follows(before: bytes, entry: Chained, place: int = 0) -> bool:
    """Whether the entry was chained behind that digest, at its own place or at another."""
    return link(before, entry, place) == entry.chain
