"""Adding to a day's numbers, in the caller's transaction."""

from collections.abc import Mapping
from datetime import date

from django.db import connections

from recupera.figures.models import What

STORE = "vault"
ADD = """
INSERT INTO figures_dayfigure (day, what, count) VALUES (%s, %s, %s)
ON CONFLICT (day, what) DO UPDATE SET count = figures_dayfigure.count + excluded.count
"""


def add(counted: Mapping[tuple[date, What], int]) -> None:
    """In one order for everybody, so that two who add at once wait and do not block each other."""
    with connections[STORE].cursor() as cursor:
        for day, what in sorted(counted):
            cursor.execute(ADD, [day, what.value, counted[day, what]])
