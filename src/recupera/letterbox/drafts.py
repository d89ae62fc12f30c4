"""A case's form until it is sent: one row, sealed for the browser that is filling it in.

Under the secret in that browser's cookie together with a key of the portal's own
(`remembered.secrets_of`), so that neither a stolen letterbox nor a stolen cookie opens it. Once the
case is sent, its receipt stands there instead: whoever presses twice finds that.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connections

from recupera.keys import CannotOpen, derive, open_sealed, seal
from recupera.letterbox.clock import at
from recupera.letterbox.drop import STORE
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Draft
from recupera.letterbox.remembered import secrets_of

# As large as the envelope that it becomes.
SIZE = 65_536
ABOUT = b"draft"
LIVES = timedelta(hours=24)

READ = "SELECT body FROM letterbox_draft WHERE id = %s AND saved_at > {oldest}"
SAVE = """INSERT INTO letterbox_draft (id, body, saved_at) VALUES (%s, %s, {now})
ON CONFLICT (id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at"""

Content = dict[str, Any]


def draft_id(flow: Flow) -> str:
    """32 hex digits; tells nothing about the secret, nor about the slot of the same secret."""
    return derive(flow.secret, "draft id")[:16].hex()


def read(flow: Flow) -> Content | None:
    """What was saved last; None where nothing was, where its day is over, or it does not open."""
    return _read(flow, READ)


def hold(flow: Flow) -> Content | None:
    """`read`, and nobody else changes it until this transaction ends."""
    return _read(flow, READ + (" FOR UPDATE" if _locks() else ""))


def save(flow: Flow, content: Mapping[str, Any]) -> None:
    """Raises keys.TooLarge."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    body = seal(secrets_of(flow, ABOUT)[0], plain, about=ABOUT, size=SIZE)
    clock, moment = at(STORE)
    with connections[STORE].cursor() as cursor:
        cursor.execute(SAVE.format(now=clock), [draft_id(flow), body, *moment])


def delete(flow: Flow) -> None:
    Draft.objects.filter(id=draft_id(flow)).delete()


def _read(flow: Flow, statement: str) -> Content | None:
    clock, moment = at(STORE, -LIVES)
    with connections[STORE].cursor() as cursor:
        cursor.execute(statement.format(oldest=clock), [draft_id(flow), *moment])
        row = cursor.fetchone()
    return _opened(flow, bytes(row[0])) if row else None


def _opened(flow: Flow, body: bytes) -> Content | None:
    """Under the newest key, then the one before it: a rotation ends no draft."""
    for secret in secrets_of(flow, ABOUT):
        try:
            return dict(json.loads(open_sealed(secret, body, about=ABOUT)))
        except CannotOpen:
            continue
    return None


def _locks() -> bool:
    # SQLite has one writer, and a transaction there is one from its beginning.
    return connections[STORE].features.has_select_for_update
