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
APPEND_OF_CASE = APPEND + " RETURNING id"
MENTION = 'INSERT INTO journal_mention (entry_id, "case") VALUES (%s, %s)'


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
    # At the desk.
    REFUSED = "refused"
    SIGNED_IN = "signed_in"
    ENROLLED = "enrolled"
    INVITED = "invited"
    AGENT_CHANGED = "agent_changed"
    PROVED = "proved"
    ORDERED = "ordered"
    VIEWED = "viewed"
    SEARCHED = "searched"
    PRINTED = "printed"
    FORGED = "forged"


def record(event: Event, about: Mapping[str, object]) -> None:
    """Appends one event with short facts about it, sealed."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(APPEND, [event.value, _sealed(about)])


def record_of(case: str, event: Event, about: Mapping[str, object]) -> None:
    """`record`, and that it is about this case, so that the case's own journal can be printed."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(APPEND_OF_CASE, [event.value, _sealed({"case": case, **about})])
        (entry,) = cursor.fetchone()
        cursor.execute(MENTION, [entry, case])


def _sealed(about: Mapping[str, object]) -> bytes:
    content = json.dumps(about, separators=(",", ":")).encode()
    return seal_with(vault_ring(), content, about=ABOUT, size=SIZE)


def vault_ring() -> Ring:
    return ring(current().data, "worker", "vault")
