"""What requests about orders have in common: which order, which account, a fresh second factor."""

from collections.abc import Sequence

from recupera.agents.challenge import EVIDENCE, over
from recupera.agents.factors import judge
from recupera.agents.models import FactorKind
from recupera.agents.policy import Act
from recupera.cases.thread import root_of
from recupera.options import current
from recupera.orders.accounts import Behind, named
from recupera.orders.content import LEAST_REASON, MOST_REASON, is_whole
from recupera.orders.models import Order
from recupera.worker.serving.asking import Asking, Reason, Refused


def factor_of(asking: Asking, act: Act) -> str:
    """The factor that was shown over this very request. Raises WrongFactor or Refused."""
    evidence = asking.content.get(EVIDENCE)
    if not isinstance(evidence, dict):
        raise Refused(Reason.WRONG_FACTOR)
    if current().orders_by == "passkey" and "passkey" not in evidence:
        raise Refused(Reason.WRONG_FACTOR)
    challenge = over(act.value, asking.by.id, asking.content)
    factor = judge(asking.by, evidence, challenge=challenge, now=asking.now)
    if current().orders_by == "passkey" and factor != FactorKind.PASSKEY:
        raise Refused(Reason.WRONG_FACTOR)
    return factor.value


def order_of(asking: Asking) -> Order:
    """The order that is named, held until the transaction ends, as the agent saw it. Raises
    Refused: where it is another case's, or has another content than what was read."""
    found = Order.objects.select_for_update().filter(id=asking.text("order", 32)).first()
    if found is None or root_of(found.case).reference != asking.about.reference:
        raise Refused(Reason.WRONG, what="order")
    if asking.text("digest", 64) != found.digest:
        raise Refused(Reason.OVERTAKEN)
    if not is_whole(found):
        raise Refused(Reason.WRONG, what="order")
    return found


def reason_of(asking: Asking) -> str:
    reason = asking.text("reason", MOST_REASON)
    if len(reason) < LEAST_REASON:
        raise Refused(Reason.WRONG, what="reason")
    return reason


def account_of(asking: Asking, found: Sequence[Behind], name: str = "account") -> Behind:
    """The account of this case that a mark names. Raises Refused."""
    meant = named(found, asking.text(name, 64))
    if meant is None:
        raise Refused(Reason.WRONG, what=name)
    return meant
