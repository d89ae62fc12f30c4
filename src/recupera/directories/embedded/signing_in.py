"""Signing in to the embedded directory, with the same work for people who are not in it.

Wrong passwords lock an account for a while, as platforms do; `unlock` lifts it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from recupera.directories.embedded.hashes import is_outdated, made, matches, nobodys
from recupera.directories.embedded.models import Credential, Password
from recupera.directories.embedded.sealed import DirectoryKeys, open_hash, seal_hash
from recupera.people import Account

MOST_FAILED = 10
LOCKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in, as long as the account's sessions have this number."""

    account: Account
    number: int


def sign_in(keys: DirectoryKeys, entry: UUID, password: str) -> int | None:
    """The number of the session that begins, or None. `entry` may be nobody's.

    A try counts before it is judged, so many at once are not more tries. Nobody's entry, one
    without a password, a locked one and a wrong password make the same statements and cost one
    Argon2id; only an older hash from an import costs what it costs.
    """
    allowed = _spend_a_try(entry, timezone.now())
    credential = Credential.objects.filter(entry=entry).select_related("current").first()
    current = credential.current if credential else None
    body = bytes(current.body) if current and current.body else None
    hashed = open_hash(keys, entry, body) if body else nobodys()
    right = matches(password, hashed)
    if not (right and body and allowed and current and credential):
        return None
    if is_outdated(hashed):
        _renew(keys, current, password, body)
    unlock(entry)
    return credential.sessions


def unlock(entry: UUID) -> None:
    Credential.objects.filter(entry=entry).update(failed=0, locked_until=None)


def _spend_a_try(entry: UUID, now: datetime) -> bool:
    """False while the account is locked, and where there is none."""
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    over = Q(locked_until__lte=now)
    last = Q(locked_until__isnull=True, failed__gte=MOST_FAILED - 1)
    spent = Credential.objects.filter(free, entry=entry).update(
        failed=Case(When(over, then=Value(1)), default=F("failed") + 1),
        locked_until=Case(When(last, then=Value(now + LOCKED_FOR)), default=None),
    )
    return spent == 1


def _renew(keys: DirectoryKeys, current: Password, password: str, body: bytes) -> None:
    # Only if it is still the one that was compared.
    fresh = seal_hash(keys, current.entry, made(password))
    Password.objects.filter(id=current.id, body=body).update(body=fresh)
