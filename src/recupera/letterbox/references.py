"""References of cases, drawn so that no two are the same although no one door sees all cases."""

from django.db import connections

from recupera.letterbox.drop import STORE
from recupera.people.case_reference import new_reference

TAKE = "INSERT INTO letterbox_takenreference (reference) VALUES (%s) ON CONFLICT DO NOTHING"


def draw_reference() -> str:
    """A reference that nobody has, in normal form. Belongs into the caller's transaction."""
    with connections[STORE].cursor() as cursor:
        while True:
            reference = new_reference()
            cursor.execute(TAKE, [reference])
            if cursor.rowcount == 1:
                return reference
