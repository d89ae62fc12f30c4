"""What every door does before it works: load its own settings and compare the clocks."""

import logging
import os
import signal
from types import FrameType

from recupera import keys
from recupera.commands.main import Stop, use_door
from recupera.options import current


def open_door(door: str, stores: tuple[str, ...]) -> None:
    """Raises Stop when a key is missing, a store cannot be reached or its clock differs."""
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _leave)
    # It says every second what the one line of a refusal, or an error of a page, says anyway.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    refuse_missing_keys(door)
    load_door(door)
    for store in stores:
        refuse_other_clock(store)


def refuse_missing_keys(door: str) -> None:
    """Raises Stop that names the first key this door should hold and does not."""
    mine = [kind.name for kind in keys.KINDS if kind.door == door]
    mine += [kind.name for kind in keys.KINDS if kind.shared_with == door]
    mine += [f"{kind.name}-public" for kind in keys.KINDS if kind.public_to == door]
    for name in mine:
        try:
            keys.ring(current().data, door, name).newest()
        except keys.KeyMissing as missing:
            raise Stop(str(missing)) from None
        except PermissionError as refused:
            raise Stop(f"{refused.filename}: this user may not read it") from None


def load_door(door: str) -> None:
    try:
        use_door(door)
    except keys.KeyMissing as missing:
        raise Stop(str(missing)) from None
    except PermissionError as refused:
        raise Stop(f"{refused.filename}: this user may not read it") from None


def refuse_other_clock(store: str) -> None:
    """Raises Stop when the store cannot be reached or lives by another clock than this host."""
    from django.db import DatabaseError

    from recupera.letterbox.clock import ClocksDiffer, require_same

    try:
        require_same(store)
    except ClocksDiffer as differ:
        raise Stop(f"the {store} store: {differ}") from None
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
    """Until a door works it holds nothing; afterwards it listens to the signal in its own way."""
    # Not by an exception: in the middle of an import it would be lost, but for its traceback.
    os._exit(0)
