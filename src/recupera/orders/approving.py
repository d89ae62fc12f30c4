"""Approvals as evidence: sealed for the worker, bound to one order, its digest and one agent.

A row that somebody else wrote, or that was an approval of another order, does not open and does
not count.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_hex

from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.keys import CannotOpen, KeyMissing, Ring, open_with, ring, seal_with
from recupera.options import current
from recupera.orders.ladder import Approvals
from recupera.orders.models import Approval, Order

SIZE = 256


@dataclass(frozen=True)
class Evidence:
    """Which factor an agent showed, and when (ISO 8601)."""

    factor: str
    at: str


def approve(order: Order, agent: Agent, factor: str, now: datetime) -> Approval:
    """Writes it. Raises IntegrityError where this agent has approved it before."""
    made = Approval(id=token_hex(16), order=order, agent=agent.id, at=now)
    plain = json.dumps(asdict(Evidence(factor, now.isoformat()))).encode()
    made.body = seal_with(_ring(), plain, about=_of(order, agent.id), size=SIZE)
    made.save(force_insert=True)
    return made


def counted(order: Order) -> dict[str, datetime]:
    """Who has approved this order, and when, by the evidence alone; never whoever proposed it."""
    found = {}
    for one in order.approvals.all():
        evidence = _opened(order, one)
        if evidence and one.agent != order.agent:
            found[one.agent] = datetime.fromisoformat(evidence.at)
    return found


def enough(needed: Approvals, agents: Iterable[Agent]) -> bool:
    """Whether these agents, who have approved and still work here, are as many as are needed."""
    here = {one.id: one for one in agents if one.left_at is None and one.role in _APPROVING}
    seniors = [one for one in here.values() if one.role == Role.SENIOR]
    return len(here) >= needed.others and (bool(seniors) or not needed.senior)


_APPROVING = frozenset({Role.AGENT.value, Role.SENIOR.value})


def _opened(order: Order, approval: Approval) -> Evidence | None:
    try:
        plain = open_with(_ring(), bytes(approval.body), about=_of(order, approval.agent))
    except (CannotOpen, KeyMissing):
        return None
    return Evidence(**json.loads(plain))


def _of(order: Order, agent: str) -> bytes:
    return f"approval {order.id} {order.digest} {agent}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
