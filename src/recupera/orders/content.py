"""What an order says, sealed twice: what approvers read, for desk and worker; and whose account it
is, for the worker alone. Its digest is over both, so an approval is for exactly this.

A row that somebody else wrote does not open, and one that was changed has another digest.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from secrets import token_hex
from typing import Any

from django.conf import settings

from recupera.keys import CannotOpen, KeyMissing, Ring, open_with, ring, seal_with, vouch, vouched
from recupera.keys.vouching import Fact
from recupera.messages.letters import Language
from recupera.options import current
from recupera.orders.ladder import Approvals
from recupera.orders.models import Order
from recupera.people import Account

TOLD_SIZE, BODY_SIZE = 4096, 6144
LEAST_REASON, MOST_REASON = 10, 500


class Forged(Exception):
    """No order that the worker wrote: it does not open, or what it says was changed."""


@dataclass(frozen=True)
class Told:
    """What an approver reads. Data of the account are masked; `new` is what the person typed.

    `proofs` are kind, agent and moment (ISO 8601) of each proof it goes by, `unheard` the channels
    whose objection is noted and does not stop it.
    """

    rung: str
    reason: str
    username: str
    old: str = ""
    new: str = ""
    other: str = ""
    channels: int = 0
    others: int = 0
    senior: bool = False
    hold_hours: int = 0
    proofs: tuple[tuple[str, str, str], ...] = ()
    unheard: tuple[str, ...] = ()

    @property
    def approvals(self) -> Approvals:
        return Approvals(self.others, self.senior)


@dataclass(frozen=True)
class Body:
    """What only the worker knows; the accounts as they stood when it was proposed.

    `old` and `new` are e-mails in normal form; `other` is the account that stays of two, `unheard`
    addresses. `salt`
    keeps the digest, which the desk sees, from telling a guess right.
    """

    account: Account
    language: Language
    other: Account | None = None
    old: str = ""
    new: str = ""
    factor: str = ""
    proofs: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    salt: str = field(default_factory=lambda: token_hex(16))


@dataclass(frozen=True)
class Content:
    told: Told
    body: Body


def seal(order: Order, content: Content) -> None:
    """Fills in the row's sealed columns and its digest. Raises keys.TooLarge."""
    order.told = seal_with(_told_ring(), _plain(content.told), about=_of(order), size=TOLD_SIZE)
    order.body = seal_with(_ring(), _plain(content.body), about=_of(order), size=BODY_SIZE)
    order.digest = digest_of(order, content)


def seal_state(order: Order) -> str:
    """What the worker writes beside how far the order came."""
    return vouch(_ring(), *_state(order))


def opened(order: Order) -> Content:
    """What it says, of an order that came as far as it says. Raises Forged."""
    content = said(order)
    if not vouched(_ring(), order.seal, *_state(order)):
        raise Forged("its state is another's")
    return content


def is_whole(order: Order) -> bool:
    """Whether `opened` opens it."""
    try:
        opened(order)
    except Forged:
        return False
    return True


def said(order: Order) -> Content:
    """Whatever its row says of its state. Raises Forged."""
    try:
        body = _body(open_with(_ring(), bytes(order.body), about=_of(order)))
        content = Content(told(order), body)
    except (CannotOpen, KeyMissing) as wrong:
        raise Forged(str(wrong)) from wrong
    if digest_of(order, content) != order.digest:
        raise Forged("the digest is another's")
    return content


def told(order: Order) -> Told:
    """What desk and worker can read of it. Raises CannotOpen or KeyMissing."""
    found = json.loads(open_with(_told_ring(), bytes(order.told), about=_of(order)))
    proofs = tuple(tuple(one) for one in found["proofs"])
    return Told(**found | {"proofs": proofs, "unheard": tuple(found.get("unheard", ()))})


def digest_of(order: Order, content: Content) -> str:
    """64 hex digits over everything that it says and is about."""
    return hashlib.sha256(b"recupera order 1 " + _of(order) + _whole(content)).hexdigest()


def _whole(content: Content) -> bytes:
    return _plain(content.told) + b"\n" + _plain(content.body)


def _state(order: Order) -> tuple[Fact, ...]:
    came_to = (order.state, order.hold_until, order.done_at, order.objector)
    return ("order", order.id, order.digest, *came_to)


def _of(order: Order) -> bytes:
    """Everything that must not be changed from outside but how far it came."""
    at = order.proposed_at.timestamp()
    facts = (order.id, order.case_id, order.kind, order.agent, order.account, order.other)
    return f"order {' '.join(facts)} {at:.6f}".encode()


def _plain(part: Told | Body) -> bytes:
    return json.dumps(
        asdict(part), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _body(plain: bytes) -> Body:
    found = json.loads(plain)
    for name in ("account", "other"):
        found[name] = _account(found[name]) if found[name] else None
    lists = {name: tuple(found.get(name, ())) for name in ("proofs", "unheard")}
    return Body(**found | lists)


def _account(found: dict[str, Any]) -> Account:
    return Account(**found | {name: tuple(found[name]) for name in ("emails", "phones")})


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")


def _told_ring() -> Ring:
    return ring(current().data, settings.CASE_KEYS_OF, "case")
