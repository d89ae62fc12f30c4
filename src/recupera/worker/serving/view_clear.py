"""An agent looks at one account behind a case in clear, and says why; the case keeps the reason."""

from recupera.agents.policy import Act
from recupera.cases.models import Author, EntryKind
from recupera.cases.writing import note
from recupera.orders.accounts import Behind, accounts_of
from recupera.worker.order_requests import account_of, reason_of
from recupera.worker.serving.asking import Asking
from recupera.worker.views import clear, journalled, require_budget, within_budget


def look_up(asking: Asking) -> tuple[Behind, ...]:
    reason_of(asking)
    within_budget(asking, Act.VIEW_CLEAR)
    return accounts_of(asking.about)


def settle(asking: Asking, found: tuple[Behind, ...]) -> dict[str, object]:
    require_budget(asking, Act.VIEW_CLEAR)
    meant = account_of(asking, found)
    note(
        asking.about,
        EntryKind.REMARKED,
        f"{Act.VIEW_CLEAR.value} {reason_of(asking)}",
        by=Author.DESK,
        now=asking.now,
        shown=False,
        agent=asking.by.id,
    )
    journalled(asking, (meant,), clear=True)
    return {"accounts": [clear(meant, asking.now)]}
