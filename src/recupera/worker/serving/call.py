"""Telling an agent the registered number of the case's account: a view in clear, counted as one."""

from typing import Any

from recupera.agents.policy import Act
from recupera.orders import calls
from recupera.people import Account
from recupera.worker.serving.about_account import account_meant
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import own
from recupera.worker.views import require_budget


def look_up(asking: Asking) -> Account | None:
    return account_meant(asking)


def settle(asking: Asking, account: Account | None) -> dict[str, Any]:
    """The number in E.164, empty where none is registered. Never the digits. Raises Refused."""
    require_budget(asking, Act.CALL)
    try:
        number = calls.call(own(asking), account, agent=asking.by, now=asking.now)
    except calls.Ended:
        raise Refused(Reason.NOT_NOW) from None
    return {"phone": number, "until": (asking.now + calls.CALL_LIVES).isoformat()}
