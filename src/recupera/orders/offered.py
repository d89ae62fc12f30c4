"""What a case of a subject may lead to: the orders that the catalogue names."""

from recupera.cases.catalogue import load_catalogue
from recupera.cases.models import Case, State
from recupera.cases.opening import OBJECTION
from recupera.cases.thread import thread_of
from recupera.options import current
from recupera.orders.ladder import OrderKind

WITH_ANY = frozenset({OrderKind.SEND_USERNAME, OrderKind.START_RESET, OrderKind.UNFREEZE})


def orders_of(subject: str) -> tuple[OrderKind, ...]:
    """Empty where a case of this subject changes no account."""
    if subject == OBJECTION:
        return (OrderKind.UNFREEZE,)
    catalogue = load_catalogue(current().preset)
    found = catalogue.subject(subject) if catalogue else None
    return tuple(OrderKind(one) for one in found.orders) if found else ()


def led_to(case: Case) -> frozenset[OrderKind]:
    """What may be ordered in this case: what the subjects of its thread lead to; with any of it
    also to lift a freeze, which stands in its way, and what reaches the owner alone."""
    kinds = {kind for one in thread_of(case) for kind in orders_of(one.subject)}
    return frozenset(kinds | WITH_ANY) if kinds else frozenset()


def on_ladder(case: Case) -> bool:
    """Whether its person may be asked to prove something: by subject and state alone, and never by
    whether there is such an account. `case` is the root of its thread."""
    return case.state != State.CLOSED and bool(orders_of(case.subject))
