"""References of cases, drawn so that no two are the same although no one door sees all cases."""

from django.db import connections

from recupera.letterbox.drop import STORE
from recupera.people.case_reference import new_reference

TAKE = "INSERT INTO letterbox_takenreference (reference) VALUES (%s) ON CONFLICT DO NOTHING"


def draw_reference() -> str:
    """A reference that nobody has, in normal form. Belongs into the caller's transaction."""
    while True:
        reference = new_reference()
        if take(reference):
            return reference


def take(reference: str) -> bool:
    """Makes a reference somebody's; False where it was before."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(TAKE, [reference])
        return bool(cursor.rowcount == 1)
