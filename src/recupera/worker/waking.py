"""How an idle worker learns that there is something to do: NOTIFY, or looking often."""

import time

from django.db import close_old_connections, connections

from recupera.letterbox.drop import STORE

# SQLite has no NOTIFY, but tells its connections that another has written; to ask costs 5 µs.
LOOK = 0.02
# What was given back comes due without anybody writing anything.
LONGEST = 0.25
CHANNEL = "recupera_letterbox"
STORES = (STORE, "vault")


class Waking:
    """Waits until there may be an envelope, or a request of the desk's."""

    def __init__(self) -> None:
        self.listening = False
        self.seen: tuple[int, ...] = ()

    def wait(self) -> None:
        if connections[STORE].vendor == "sqlite":
            self._look()
        else:
            self._listen()

    def reconnect(self) -> None:
        """After an error: a broken connection is dropped, and with it the LISTEN."""
        close_old_connections()
        self.listening = False

    def _look(self) -> None:
        """Until somebody wrote since the last time; what came in between is seen at once."""
        until = time.monotonic() + LONGEST
        while (versions := _versions()) == self.seen and time.monotonic() < until:
            time.sleep(LOOK)
        self.seen = versions

    def _listen(self) -> None:
        connection = connections[STORE]
        if not self.listening:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self.listening = True
        for _ in connection.connection.notifies(timeout=LONGEST, stop_after=1):
            pass


def _versions() -> tuple[int, ...]:
    """Of both stores' files: they change when another connection commits."""
    return tuple(map(_version, STORES))


def _version(store: str) -> int:
    connections[store].ensure_connection()
    (found,) = connections[store].connection.execute("PRAGMA data_version").fetchone()
    return int(found)
