"""The worker's side of the hatch: taking requests with a lease, replying, purging replies."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from recupera.hatch.models import Reply, Request
from recupera.hatch.sealing import seal_reply
from recupera.letterbox.clock import now

STORE = "vault"
LEASE = timedelta(seconds=30)
# An agent looks at an account for so long; then its reply is gone, and a look is a look again.
REPLY_LIVES = timedelta(minutes=15)


class Done(Exception):
    """Another worker has answered this request; whatever this one did is taken back."""


def take(most: int) -> list[Request]:
    """The oldest due requests, leased to the caller."""
    at = now(STORE)
    due = Request.objects.filter(due_at__lte=at).order_by("inserted_at", "id")
    if not due.exists():
        return []
    with transaction.atomic(STORE):
        taken = list(due.select_for_update(skip_locked=True)[:most])
        for request in taken:
            request.lease, request.due_at = secrets.token_hex(8), at + LEASE
            request.tries += 1
            request.save(update_fields=["lease", "due_at", "tries"])
    return taken


def settle(request: Request, secret: bytes, content: Mapping[str, Any]) -> None:
    """The last statements of the step that answers it, in its vault transaction. Raises Done."""
    if not Request.objects.filter(id=request.id).delete()[0]:
        raise Done
    body = seal_reply(request.id, secret, content)
    Reply(id=request.id, body=body).save(force_insert=True)


def give_back(request: Request, after: timedelta) -> None:
    """Lets the request go; somebody may take it again `after` that."""
    held = Request.objects.filter(id=request.id, lease=request.lease)
    held.update(lease="", due_at=now(STORE) + after)


def discard(request: Request) -> None:
    """Deletes what no honest desk wrote."""
    Request.objects.filter(id=request.id).delete()


def waiting_keys() -> set[str]:
    """The ids of the keys to which waiting requests are sealed."""
    return set(Request.objects.values_list("key_id", flat=True))


def purge() -> None:
    Reply.objects.filter(at__lt=now(STORE) - REPLY_LIVES).delete()
