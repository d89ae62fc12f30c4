"""The steps of an order up to its hold, each in the caller's vault transaction.

What the agents see of a step stands in the case's history, for the desk alone, and in its journal.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from recupera.agents.models import Agent
from recupera.agents.vouching import whole
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import note
from recupera.journal.events import Event, record_of
from recupera.orders import approving
from recupera.orders.content import Content, opened, seal_state
from recupera.orders.ladder import OrderKind, hold
from recupera.orders.models import Order, OrderState
from recupera.orders.moving import PROPOSAL_LIVES, move
from recupera.worker.order_notices import tell_administrators, tell_held


def begin(order: Order, content: Content, now: datetime) -> None:
    """Writes a proposed order, sealed already; where nobody else has to agree, it is approved."""
    nobody_else = content.told.others == 0
    order.state = OrderState.APPROVED if nobody_else else OrderState.PROPOSED
    order.due_at = now if nobody_else else now + PROPOSAL_LIVES
    order.seal = seal_state(order)
    order.save(force_insert=True)
    tell(order, "proposed", now, agent=order.agent)


def agree(
    order: Order, agent: Agent, factor: str, now: datetime, *, colleagues: Sequence[str]
) -> None:
    """One approval more; the last one that is needed begins the hold, and `colleagues` hear of it.

    Raises content.Forged, IntegrityError or moving.Elsewhere.
    """
    content = opened(order)
    approving.approve(order, agent, factor, now)
    tell(order, "approved", now, agent=agent.id)
    agents = whole(Agent.objects.filter(id__in=approving.counted(order)))
    if not approving.enough(content.told.approvals, agents):
        return
    if not hold(OrderKind(order.kind)):
        move(order, OrderState.APPROVED, due_at=now)
        return
    until = now + timedelta(hours=content.told.hold_hours)
    move(order, OrderState.HELD, due_at=until, hold_until=until)
    tell_held(order, content, now)
    tell_administrators(order, content, colleagues, now)


def stop(order: Order, state: OrderState, now: datetime, *, agent: str = "", why: str = "") -> None:
    """Ends it before it was carried out. Raises moving.Elsewhere."""
    move(order, state, due_at=None)
    tell(order, state.value, now, agent=agent, why=why)


def held_until(order: Order, content: Content) -> datetime | None:
    """When its hold is over, by the evidence of its approvals; None before anybody approved."""
    approved = approving.counted(order)
    if not approved:
        return None
    return max(approved.values()) + timedelta(hours=content.told.hold_hours)


def tell(order: Order, step: str, now: datetime, *, agent: str = "", why: str = "") -> None:
    """The step in the case's history and journal."""
    text = " ".join(filter(None, (order.kind, step, order.id, why)))
    note(
        _case(order),
        EntryKind.ORDERED,
        text,
        by=Author.DESK if agent else Author.SYSTEM,
        now=now,
        shown=False,
        agent=agent,
    )
    facts = {"order": order.id, "kind": order.kind, "step": step, "agent": agent}
    # What an agent typed stands in the case; the journal holds nobody's data.
    record_of(order.case_id, Event.ORDERED, facts if agent else facts | {"why": why})


def _case(order: Order) -> Case:
    return Case.objects.get(reference=order.case_id)
