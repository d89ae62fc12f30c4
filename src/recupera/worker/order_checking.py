"""Everything about an order, looked at once more when it is to be carried out.

Nothing is believed that the worker did not seal: proofs, approvals and their hours are opened and
counted again, and the account is asked for again.
"""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from recupera import directories
from recupera.agents import vouching
from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.cases.models import Case
from recupera.orders import approving
from recupera.orders.content import Content
from recupera.orders.given import proofs_named
from recupera.orders.ladder import Facts, OrderKind, approvals, hold, lacking
from recupera.orders.models import Order
from recupera.people import Account, DatumKind, normal
from recupera.worker.order_facts import facts_of
from recupera.worker.order_steps import held_until


class Wanting(StrEnum):
    """Why an order is not carried out."""

    FORGED = "forged"
    TOO_EARLY = "too_early"
    PROPOSER_LEFT = "proposer_left"
    NOT_APPROVED = "not_approved"
    NOT_PROVEN = "not_proven"
    FROZEN = "frozen"
    NOT_FROZEN = "not_frozen"
    GONE = "gone"
    CHANGED = "changed"


def wanting(order: Order, content: Content, now: datetime) -> Wanting | None:
    """None where it may be carried out. Asks the directory: not within a transaction.

    Raises DirectoryUnavailable or DirectoryRefused.
    """
    return _of_the_house(order, content, now) or _of_the_account(order, content)


def still_stands(order: Order, content: Content) -> Wanting | None:
    """What may have changed since the directory was asked; within the last transaction."""
    facts = _facts(order, content)
    unfreezing = order.kind == OrderKind.UNFREEZE
    if facts.frozen != unfreezing:
        return Wanting.FROZEN if facts.frozen else Wanting.NOT_FROZEN
    return None


def _of_the_house(order: Order, content: Content, now: datetime) -> Wanting | None:
    if not _active(order.agent):
        return Wanting.PROPOSER_LEFT
    facts = _facts(order, content)
    if not _approved(order, content, facts):
        return Wanting.NOT_APPROVED
    until = held_until(order, content)
    if hold(OrderKind(order.kind)) and (until is None or now < until):
        return Wanting.TOO_EARLY
    stands = still_stands(order, content)
    if stands:
        return stands
    given = proofs_named(_case(order), content.body.proofs)
    return Wanting.NOT_PROVEN if lacking(OrderKind(order.kind), facts, given) else None


def _approved(order: Order, content: Content, facts: Facts) -> bool:
    """By what was asked when it was proposed, and by what is asked now."""
    agents = vouching.whole(Agent.objects.filter(id__in=approving.counted(order)))
    needed = (content.told.approvals, approvals(OrderKind(order.kind), facts))
    return all(approving.enough(one, agents) for one in needed)


def _active(agent: str) -> bool:
    found = vouching.known(agent)
    return found is not None and found.role in {Role.AGENT, Role.SENIOR}


def _facts(order: Order, content: Content) -> Facts:
    """Of the account as it stood; the hour is the proposal's, by which its proofs were good."""
    body = content.body
    return facts_of(
        _case(order),
        OrderKind(order.kind),
        body.account,
        at=order.proposed_at,
        new=body.new,
        second=body.other,
    )


def _of_the_account(order: Order, content: Content) -> Wanting | None:
    before = [content.body.account, *([content.body.other] if content.body.other else [])]
    for one in before:
        found = _find(one)
        if found is None:
            return Wanting.GONE
        if found not in _expected(order, content, one):
            return Wanting.CHANGED
    return None


def _expected(order: Order, content: Content, account: Account) -> tuple[Account, ...]:
    """As it stood, or as a worker that died has left it after carrying this very order out."""
    if account is content.body.other:
        return (account,)
    if order.kind == OrderKind.CHANGE_EMAIL:
        swap = [content.body.new if one == content.body.old else one for one in account.emails]
        after = tuple(dict.fromkeys(swap or [content.body.new]))
        return account, replace(account, emails=after)
    if order.kind in (OrderKind.DEACTIVATE, OrderKind.MERGE):
        return account, replace(account, active=False)
    return (account,)


def _find(account: Account) -> Account | None:
    username = normal(DatumKind.USERNAME, account.username).value
    found = directories.current().find(DatumKind.USERNAME, username)
    return next((one for one in found if one.id == account.id), None)


def _case(order: Order) -> Case:
    return Case.objects.get(reference=order.case_id)
