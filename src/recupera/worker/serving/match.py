"""The two digits that were read to an agent on the phone: right or not, never which are right."""

from typing import Any

from recupera.orders import calls
from recupera.people import Account
from recupera.worker.serving.about_account import account_meant
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import own


def look_up(asking: Asking) -> Account | None:
    return account_meant(asking)


def settle(asking: Asking, account: Account | None) -> dict[str, Any]:
    """A wrong answer is an answer: it is kept, and new digits stand on the page. Raises Refused."""
    typed = asking.text("digits", 2)
    if len(typed) != 2 or not (typed.isascii() and typed.isdecimal()):
        raise Refused(Reason.MALFORMED)
    try:
        good = calls.match(own(asking), typed, account=account, agent=asking.by, now=asking.now)
    except (calls.Ended, calls.NoCall):
        raise Refused(Reason.NOT_NOW) from None
    return {"good": good}
