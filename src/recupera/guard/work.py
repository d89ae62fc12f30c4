"""What an ask costs: a proof of work (ALTCHA), or, without JavaScript, a waiting ticket.

Both are signed by the portal, good once, and good for an hour. The price of the work rises with
what its source has used, so a crowded office pays more before anybody is turned away.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from altcha import create_challenge, verify_solution
from django.db import connections

from recupera.guard.limits import STORE, spend_budgets, use_of
from recupera.guard.source import Source
from recupera.keys import digest, ring
from recupera.options import current

GOOD_FOR = 3600
# PBKDF2 rounds of one step: 0.3 ms to make a challenge here, and no way to skip a step there.
ROUNDS = 1000
# From this share of its source's budget on, the work is that many times as hard.
PRICES = ((0.8, 8), (0.5, 4), (0.2, 2))
# However crowded an office and however great an alarm: half a minute on an old phone.
MOST_PRICE = 16


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
    """A checked payment, not yet spent; `until` is when it expires, in epoch seconds.

    `price` is what was paid, in the price of a source that used little; a ticket pays by waiting.
    """

    id: str
    until: float
    price: float
    ticket: bool = False


def challenge(source: Source, *, raised: int = 1) -> dict[str, Any]:
    """What the page's widget has to solve; made so that checking it costs 60 µs.

    `raised` is how many times as much everybody pays now.
    """
    price = _price(use_of(source), raised)
    steps = current().work_cost * price
    made = create_challenge(
        "PBKDF2/SHA-256",
        ROUNDS,
        counter=steps // 2 + secrets.randbelow(steps),
        expires_at=int(time.time()) + GOOD_FOR,
        data={"price": price},
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


def spend(
    spendable: Spendable,
    *,
    kind: str | None,
    value: str = "",
    source: Source,
    raised: int = 1,
) -> None:
    """Uses the payment up and takes one from every budget; call it inside `accepting()`.

    `kind` is None for what is about no datum: then the source alone has budgets.

    A payment made when its source had used little is not enough once it used much: or whoever
    loads a thousand pages first would pay the low price for all of them. An honest page may be one
    step behind. Raises WorkSpent, WorkExpired, TooSoon or limits.Closed.
    """
    use_up(spendable)
    used = spend_budgets(kind=kind, value=value, source=source)
    price = _price(used, raised)
    if spendable.price * 2 < price:
        _ask_for_more(spendable, price)


def use_up(spendable: Spendable) -> None:
    """Uses the payment up alone; call it inside `accepting()`. Raises WorkSpent."""
    with connections[STORE].cursor() as cursor:
        cursor.execute(
            "INSERT INTO guard_spent (id, until) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [spendable.id, spendable.until],
        )
        if cursor.rowcount != 1:
            raise WorkSpent


def _ask_for_more(spendable: Spendable, price: int) -> None:
    if spendable.ticket:
        raise TooSoon((price / 2 - spendable.price) * current().ticket_wait)
    raise WorkExpired


def _price(used: float, raised: int) -> int:
    own = next((price for share, price in PRICES if used >= share), 1)
    return min(MOST_PRICE, own * raised)


def _solved(altcha: str) -> Spendable | None:
    for challenge_key, solution_key in zip(
        _secrets("challenge"), _secrets("solution"), strict=True
    ):
        result = verify_solution(altcha, challenge_key, hmac_key_secret=solution_key)
        if result.expired:
            raise WorkExpired
        if result.verified:
            return _paid(altcha)
    return None


def _paid(altcha: str) -> Spendable:
    """Names the challenge, not the text: one solution can be written in many ways."""
    signed = json.loads(base64.b64decode(altcha))["challenge"]
    name = hashlib.sha256(str(signed["signature"]).lower().encode()).hexdigest()[:32]
    # Pages that were open during an upgrade carry no price yet.
    price = (signed["parameters"].get("data") or {}).get("price", 1)
    return Spendable(name, time.time() + GOOD_FOR, price)


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
    price = waited / current().ticket_wait
    return Spendable(nonce, float(moment) + GOOD_FOR, price, ticket=True)


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
