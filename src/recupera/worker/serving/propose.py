"""An agent proposes an order: judged by the ladder at once, so that nobody approves in vain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_hex

from django.db import IntegrityError, transaction

from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.messages.letters import LANGUAGES
from recupera.options import current
from recupera.orders import content as orders
from recupera.orders.accounts import Behind, accounts_of, named
from recupera.orders.given import proofs_of
from recupera.orders.ladder import Facts, Lack, OrderKind, approvals, hold, lacking, rung, unheard
from recupera.orders.models import Order, Proof
from recupera.orders.moving import APPROVED, HELD, PROPOSED
from recupera.orders.offered import led_to
from recupera.orders.proving import whole
from recupera.people import Account
from recupera.people.masking import masked_address, masked_email, masked_word
from recupera.recoveries import marks
from recupera.worker.holders import holders
from recupera.worker.order_facts import facts_of, new_address, old_address
from recupera.worker.order_requests import account_of, factor_of, reason_of
from recupera.worker.order_steps import begin
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import held
from recupera.worker.telling import reached

STORE = "vault"
LIVE = (PROPOSED, HELD, APPROVED)


def look_up(asking: Asking) -> tuple[Behind, ...]:
    # What is refused takes back what it wrote; that a proof was made up must stand.
    with transaction.atomic(STORE):
        whole(Proof.objects.filter(case=asking.about))
    return accounts_of(asking.about)


@dataclass(frozen=True)
class Proposal:
    """What is proposed, as the worker found it; `other` is the account that stays of two."""

    kind: OrderKind
    account: Account
    other: Account | None
    facts: Facts
    reason: str


def settle(asking: Asking, found: tuple[Behind, ...]) -> dict[str, object]:
    """The order's id and digest. Refused LACKING says in `lacks` what stands in the way."""
    _require_had(asking)
    proposal = _proposal(asking, found)
    given = proofs_of(asking.about)
    lacks = lacking(proposal.kind, proposal.facts, [one for _, one in given])
    if lacks:
        raise Refused(Reason.LACKING, lacks=[one.value for one in lacks])
    factor = factor_of(asking, Act.PROPOSE)
    good = [proof for proof, one in given if one.good_until > asking.now]
    order = _order(asking, proposal)
    not_heard = tuple(sorted(unheard(proposal.kind, proposal.facts, [one for _, one in given])))
    content = orders.Content(
        replace(_told(proposal, good), unheard=tuple(masked_address(one) for one in not_heard)),
        replace(_body(asking.about, proposal, good, factor), unheard=not_heard),
    )
    orders.seal(order, content)
    _begin(order, content, proposal.account, asking)
    return {"order": order.id, "digest": order.digest, "state": order.state}


def _require_had(asking: Asking) -> None:
    """Who proposes has the case, by its row and by what the journal says of it."""
    case = held(asking)
    if holders(case)[-1:] != (asking.by.id,):
        raise Refused(Reason.TAKEN)


def _proposal(asking: Asking, found: tuple[Behind, ...]) -> Proposal:
    kind, case = _kind(asking), asking.about
    account = account_of(asking, found).account
    stays = named(found, asking.text("other", 64)) if kind is OrderKind.MERGE else None
    other = stays.account if stays else None
    new = new_address(case) if kind is OrderKind.CHANGE_EMAIL else ""
    if kind not in led_to(case):
        raise Refused(Reason.LACKING, lacks=[Lack.SUBJECT.value])
    facts = facts_of(case, kind, account, at=asking.now, new=new, second=other)
    return Proposal(kind, account, other, facts, reason_of(asking))


def _kind(asking: Asking) -> OrderKind:
    said = asking.text("kind", 20)
    if said not in set(OrderKind):
        raise Refused(Reason.MALFORMED)
    return OrderKind(said)


def _order(asking: Asking, proposal: Proposal) -> Order:
    other = proposal.other
    return Order(
        id=token_hex(16),
        case=asking.about,
        kind=proposal.kind,
        agent=asking.by.id,
        account=marks.of_account(proposal.account.id),
        other=marks.of_account(other.id) if other else "",
        proposed_at=asking.now,
    )


def _told(proposal: Proposal, good: Sequence[Proof]) -> orders.Told:
    kind, account, other = proposal.kind, proposal.account, proposal.other
    needed = approvals(kind, proposal.facts)
    return orders.Told(
        rung=rung(kind, proposal.facts).value,
        reason=proposal.reason,
        username=masked_word(account.username),
        old=", ".join(masked_email(one) for one in account.emails),
        new=proposal.facts.new_address,
        other=masked_word(other.username) if other else "",
        channels=len(reached(account)),
        others=needed.others,
        senior=needed.senior,
        hold_hours=current().order_hold_hours if hold(kind) else 0,
        proofs=tuple((one.kind, one.agent, one.opened_at.isoformat()) for one in good),
    )


def _body(case: Case, proposal: Proposal, good: Sequence[Proof], factor: str) -> orders.Body:
    changing = proposal.kind is OrderKind.CHANGE_EMAIL
    return orders.Body(
        account=proposal.account,
        language=LANGUAGES[case.language],
        other=proposal.other,
        old=old_address(case, proposal.account) if changing else "",
        new=proposal.facts.new_address,
        factor=factor,
        proofs=tuple(one.id for one in good),
    )


def _begin(order: Order, content: orders.Content, account: Account, asking: Asking) -> None:
    """One order about an account at a time, under whatever version of the key it is named."""
    probes = marks.probes_of_account(account.id)
    if Order.objects.filter(account__in=probes, state__in=LIVE).exists():
        raise Refused(Reason.NOT_NOW, what="order")
    try:
        with transaction.atomic(STORE):
            begin(order, content, asking.now)
    except IntegrityError:
        raise Refused(Reason.NOT_NOW, what="order") from None
