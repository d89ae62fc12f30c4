"""Writing to the journal: call it in the transaction of the step that it records."""

import json
from collections.abc import Mapping
from enum import StrEnum

from django.db import connections

from recupera.keys import Ring, ring, seal_with
from recupera.options import current

SIZE = 256
ABOUT = b"journal"
STORE = "vault"
APPEND = "INSERT INTO journal_entry (event, body) VALUES (%s, %s)"


class Event(StrEnum):
    """Everything that is recorded. docs/operate/journal.md says when and with what."""

    ASKED = "asked"
    JUDGED = "judged"
    DROPPED = "dropped"
    ACTED = "acted"
    RECOVERED = "recovered"
    RELEASED = "released"
    OBJECTED = "objected"
    VOIDED = "voided"
    UNFROZEN = "unfrozen"
    DELETED = "deleted"
    OPENED = "opened"
    LOOKED = "looked"
    CONFIRMED = "confirmed"
    CHANGED = "changed"


def record(event: Event, about: Mapping[str, object]) -> None:
    """Appends one event with short facts about it, sealed."""
    content = json.dumps(about, separators=(",", ":")).encode()
    body = seal_with(vault_ring(), content, about=ABOUT, size=SIZE)
    with connections[STORE].cursor() as cursor:
        cursor.execute(APPEND, [event.value, body])


def vault_ring() -> Ring:
    return ring(current().data, "worker", "vault")
