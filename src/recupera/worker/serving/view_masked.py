"""An agent looks at the accounts behind a case, masked. By the case's own data, never by a datum
that somebody types."""

from recupera.agents.policy import Act
from recupera.orders.accounts import Behind, accounts_of
from recupera.worker.serving.asking import Asking
from recupera.worker.views import journalled, masked, require_budget, within_budget


def look_up(asking: Asking) -> tuple[Behind, ...]:
    within_budget(asking, Act.VIEW_MASKED)
    return accounts_of(asking.about)


def settle(asking: Asking, found: tuple[Behind, ...]) -> dict[str, object]:
    require_budget(asking, Act.VIEW_MASKED)
    journalled(asking, found, clear=False)
    return {"accounts": [masked(one, asking.now) for one in found]}
