"""What every door does before it works: load its own settings and compare the clocks."""

import os
import signal
import time
from types import FrameType

from recupera.commands.main import Stop, use_door
from recupera.keys import KeyMissing

# A code's age is judged by the database's clock; a host that differs by more than this would
# show people a wrong time of expiry.
MOST_SECONDS_APART = 2.0
CLOCKS = {
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400.0",
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
}


def open_door(door: str, stores: tuple[str, ...]) -> None:
    """Raises Stop when a key is missing, a store cannot be reached or its clock differs."""
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _leave)
    load_door(door)
    for store in stores:
        refuse_other_clock(store)


def load_door(door: str) -> None:
    try:
        use_door(door)
    except KeyMissing as missing:
        raise Stop(str(missing)) from None
    except PermissionError as refused:
        raise Stop(f"{refused.filename}: this user may not read it") from None


def refuse_other_clock(store: str) -> None:
    apart = seconds_apart(store)
    if abs(apart) > MOST_SECONDS_APART:
        raise Stop(
            f"this machine's clock is {apart:+.1f} s from the {store} database's; "
            "set both by NTP, then start again"
        )


def seconds_apart(store: str) -> float:
    """This machine's clock minus the database's. Raises Stop when it cannot be asked."""
    from django.db import DatabaseError, connections

    connection = connections[store]
    try:
        before = time.time()
        with connection.cursor() as cursor:
            cursor.execute(CLOCKS[connection.vendor])
            (told,) = cursor.fetchone()
        return (before + time.time()) / 2 - float(told)
    except DatabaseError as refused:
        raise Stop(f"the {store} store cannot be reached: {first_line(refused)}") from None
    finally:
        forget_connection(store)


def forget_connection(store: str) -> None:
    """Leaves nothing open that a forked process would share with this one."""
    from django.db import connections

    connection = connections[store]
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()


def first_line(error: Exception) -> str:
    """What a database says beside its first line repeats the statement, which may hold data."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
