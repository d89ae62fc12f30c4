"""The desk's side of the hatch: leaving a request, and finding its reply."""

import time
from collections.abc import Mapping
from typing import Any

from django.db import connections

from recupera.hatch.sealing import Asked, open_reply, seal_request

STORE = "vault"
LONGEST_WAIT = 4.0
LOOK = 0.02

REQUEST = "INSERT INTO hatch_request (id, kind, agent, key_id, body) VALUES (%s, %s, %s, %s, %s)"
REPLY = "SELECT body FROM hatch_reply WHERE id = %s"


def ask(kind: str, *, agent: str, content: Mapping[str, Any]) -> Asked:
    """Leaves a request for good: it is on disk when this returns. Raises keys.TooLarge."""
    asked, key_id, body = seal_request(kind, agent, content)
    with connections[STORE].cursor() as cursor:
        cursor.execute(REQUEST, [asked.id, kind, agent, key_id, body])
    _wake()
    return asked


def _wake() -> None:
    """The worker listens at the letterbox; SQLite's sees that somebody wrote."""
    if connections["letterbox"].vendor == "postgresql":
        with connections["letterbox"].cursor() as cursor:
            cursor.execute("NOTIFY recupera_letterbox")


def reply(asked: Asked) -> dict[str, Any] | None:
    """The worker's reply; None where there is none yet, or not any more."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(REPLY, [asked.id])
        row = cursor.fetchone()
    return open_reply(asked, row[0]) if row else None


def wait(asked: Asked, longest: float = LONGEST_WAIT) -> dict[str, Any] | None:
    """Looks until there is a reply or `longest` seconds are over; then None, and it may still come.

    Not within a transaction: nobody else would see the request.
    """
    end = time.monotonic() + longest
    while True:
        found = reply(asked)
        if found is not None or time.monotonic() > end:
            return found
        pause()


def pause() -> None:
    """Until the next look."""
    time.sleep(LOOK)
