"""How an idle worker learns that there is something to do: NOTIFY, or looking often."""

import time

from django.db import close_old_connections, connections

from recupera.letterbox.drop import STORE

# SQLite has no NOTIFY; a look costs 20 µs.
LOOK = 0.02
# PostgreSQL: given-back envelopes come due without a NOTIFY.
LISTEN = 0.25
CHANNEL = "recupera_letterbox"


class Waking:
    """Waits until there may be an envelope."""

    def __init__(self) -> None:
        self.listening = False

    def wait(self) -> None:
        connection = connections[STORE]
        if connection.vendor == "sqlite":
            time.sleep(LOOK)
            return
        if not self.listening:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
            self.listening = True
        for _ in connection.connection.notifies(timeout=LISTEN, stop_after=1):
            pass

    def reconnect(self) -> None:
        """After an error: a broken connection is dropped, and with it the LISTEN."""
        close_old_connections()
        self.listening = False
