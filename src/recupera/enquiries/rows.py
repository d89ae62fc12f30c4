"""The statements of every answer: an enquiry read and written, an envelope noted as handled.

Bare, because the ORM takes longer to spell them than either database to run them.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import connections

from recupera.enquiries.models import Enquiry, Handled

STORE = "vault"

# In the order of the model: `from_db` goes by it.
COLUMNS = ("id", "state", "tries", "asks", "revision", "body", "created_at")
READ = f"SELECT {', '.join(COLUMNS)} FROM enquiries_enquiry WHERE id = %s"  # noqa: S608 - our words
INSERT = """INSERT INTO enquiries_enquiry (state, tries, asks, revision, body, id, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)"""
UPDATE = """UPDATE enquiries_enquiry SET state = %s, tries = %s, asks = %s, revision = %s, body = %s
WHERE id = %s"""
NOTE = """INSERT INTO enquiries_handled (id, key_id, slot_id, revision, status, answer)
VALUES (%s, %s, %s, %s, %s, %s)"""


def read(enquiry: str) -> Enquiry | None:
    """The enquiry as it stands."""
    return _read(READ, enquiry)


def lock(enquiry: str) -> Enquiry | None:
    """The same, held until the transaction ends; SQLite's transactions hold everything."""
    can = connections[STORE].features.has_select_for_update
    return _read(f"{READ} FOR UPDATE" if can else READ, enquiry)


def write(enquiry: Enquiry) -> None:
    """Inserts a new one, else replaces it whole: the caller holds it.

    Raises IntegrityError where another worker was quicker to insert it.
    """
    one = enquiry
    values: list[Any] = [one.state, one.tries, one.asks, one.revision, one.body, one.id]
    connection, new = connections[STORE], one._state.adding
    if new:
        values.append(connection.ops.adapt_datetimefield_value(one.created_at))
    with connection.cursor() as cursor:
        cursor.execute(INSERT if new else UPDATE, values)


def note(one: Handled) -> None:
    """Raises IntegrityError where this envelope was handled before."""
    values: list[Any] = [one.id, one.key_id, one.slot_id, one.revision, one.status, one.answer]
    with connections[STORE].cursor() as cursor:
        cursor.execute(NOTE, values)


def _read(statement: str, enquiry: str) -> Enquiry | None:
    with connections[STORE].cursor() as cursor:
        cursor.execute(statement, [enquiry])
        found = cursor.fetchone()
    if found is None:
        return None
    *others, created_at = found
    return Enquiry.from_db(STORE, COLUMNS, (*others, _moment(created_at)))


def _moment(value: datetime | str) -> datetime:
    """SQLite gives its text: UTC, without saying so."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
