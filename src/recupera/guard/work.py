"""What an ask costs: a proof of work (ALTCHA), or, without JavaScript, a waiting ticket.

Both are signed by the portal, good once, and good for an hour. The price of the work rises with
what its source has used, so a crowded office pays more before anybody is turned away.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

from altcha import create_challenge
from django.db import connections

from recupera.guard.limits import STORE, spend_budgets, use_of
from recupera.guard.solution import Solution, read
from recupera.guard.source import Source
from recupera.keys import digest, ring
from recupera.options import current
from recupera.people import DatumKind

GOOD_FOR = 3600
# PBKDF2 rounds of one step: 0.3 ms to make a challenge here, and no way to skip a step there.
ROUNDS = 1000
# From this share of its source's budget on, the work is that many times as hard.
PRICES = ((0.8, 8), (0.5, 4), (0.2, 2))


class WorkMissing(Exception):
    """Neither a proof of work nor a ticket of ours came with the form."""


class WorkExpired(Exception):
    """The page stood open for more than an hour; a fresh one carries a fresh price."""


class WorkSpent(Exception):
    """This proof or ticket was used already."""


class TooSoon(Exception):
    """The ticket has not waited long enough; `seconds` are left."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Spendable:
    """A checked payment, not yet spent; `until` is when it expires, in epoch seconds."""

    id: str
    until: float


def challenge(source: Source) -> dict[str, Any]:
    """What the page's widget has to solve; made so that checking it costs 60 µs."""
    steps = current().work_cost * _price(source)
    made = create_challenge(
        "PBKDF2/SHA-256",
        ROUNDS,
        counter=steps // 2 + secrets.randbelow(steps),
        expires_at=int(time.time()) + GOOD_FOR,
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("solution"),
    )
    return dict(made.to_dict())


def ticket() -> str:
    """Waits in the form of a page without JavaScript."""
    issued = f"{int(time.time())}.{secrets.token_hex(16)}"
    return f"{issued}.{_sign(issued, _secrets('ticket')[0])}"


def verify(altcha: str, given_ticket: str) -> Spendable:
    """Checks either payment without touching the store.

    Raises WorkMissing, WorkExpired or TooSoon.
    """
    if altcha:
        found = _solved(altcha)
        if found:
            return found
    return _waited(given_ticket)


def spend(spendable: Spendable, *, kind: DatumKind, value: str, source: Source) -> None:
    """Uses the payment up and takes one from every budget; call it inside `accepting()`.

    Raises WorkSpent or limits.Closed.
    """
    with connections[STORE].cursor() as cursor:
        cursor.execute(
            "INSERT INTO guard_spent (id, until) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [spendable.id, spendable.until],
        )
        if cursor.rowcount != 1:
            raise WorkSpent
    spend_budgets(kind=kind, value=value, source=source)


def _price(source: Source) -> int:
    used = use_of(source)
    return next((price for share, price in PRICES if used >= share), 1)


def _solved(altcha: str) -> Spendable | None:
    solution = read(altcha)
    if solution is None or not _is_ours(solution):
        return None
    if solution.expires_at < time.time():
        raise WorkExpired
    # Named by the challenge, not the text: one solution can be written in many ways.
    name = hashlib.sha256(solution.signature.encode()).hexdigest()[:32]
    return Spendable(name, time.time() + GOOD_FOR)


def _is_ours(solution: Solution) -> bool:
    secrets_in_pairs = zip(_secrets("challenge"), _secrets("solution"), strict=True)
    return any(
        solution.is_ours(challenge_secret=challenge_secret, solution_secret=solution_secret)
        for challenge_secret, solution_secret in secrets_in_pairs
    )


def _waited(given: str) -> Spendable:
    issued, _, signature = given.rpartition(".")
    signs = [_sign(issued, secret) for secret in _secrets("ticket")]
    if not issued or not any(_same(sign, signature) for sign in signs):
        raise WorkMissing
    moment, _, nonce = issued.partition(".")
    waited = time.time() - float(moment)
    if waited > GOOD_FOR:
        raise WorkExpired
    if waited < current().ticket_wait:
        raise TooSoon(current().ticket_wait - waited)
    return Spendable(nonce, float(moment) + GOOD_FOR)


def _sign(issued: str, secret: bytes) -> str:
    return digest(secret, issued.encode("utf-8", "replace")).hex()


def _same(sign: str, given: str) -> bool:
    return secrets.compare_digest(sign.encode(), given.encode("utf-8", "replace"))


def _secret(purpose: str) -> bytes:
    return _secrets(purpose)[0]


def _secrets(purpose: str) -> list[bytes]:
    """Under the newest key, then the one before it: a rotation spoils no open page."""
    keys = list(ring(current().data, "portal", "work"))[:2]
    return [digest(key.secret, purpose.encode()) for key in keys]
