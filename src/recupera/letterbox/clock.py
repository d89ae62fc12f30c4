"""The database's clock, by which leases run and codes age; every door must agree with it."""

from datetime import UTC, datetime, timedelta

from django.db import connections

MOST_APART = timedelta(seconds=2)


class ClocksDiffer(Exception):
    """This host's clock is too far from the database's; set it before starting."""


def now(store: str) -> datetime:
    """The time of the store's database. SQLite has no clock but the host's."""
    connection = connections[store]
    if connection.vendor == "sqlite":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def at(store: str, later: timedelta = timedelta()) -> tuple[str, list[str | None]]:
    """That clock, and so much later, within a statement: its text and what is given with it."""
    connection = connections[store]
    if connection.vendor == "sqlite":
        return "%s", [connection.ops.adapt_datetimefield_value(now(store) + later)]
    return f"statement_timestamp() + interval '{later.total_seconds()} seconds'", []


def require_same(store: str) -> None:
    """Raises ClocksDiffer."""
    apart = abs(datetime.now(UTC) - now(store))
    if apart > MOST_APART:
        raise ClocksDiffer(
            f"this host's clock and the database's differ by {apart.total_seconds():.1f} s; "
            "set both by NTP and start again"
        )
