"""The statements of every answer: an enquiry read and written, an envelope noted as handled.

Bare, because the ORM takes longer to spell them than either database to run them.
"""

from typing import Any

from django.db import connections

from recupera.enquiries.models import Enquiry, Handled

STORE = "vault"

READ = "SELECT id, state, tries, asks, revision, body FROM enquiries_enquiry WHERE id = %s"
INSERT = """INSERT INTO enquiries_enquiry (state, tries, asks, revision, body, id)
VALUES (%s, %s, %s, %s, %s, %s)"""
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
    with connections[STORE].cursor() as cursor:
        cursor.execute(INSERT if one._state.adding else UPDATE, values)


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
    columns = ("id", "state", "tries", "asks", "revision", "body")
    return Enquiry.from_db(STORE, columns, found)
