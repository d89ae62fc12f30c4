"""A code to the address that is to be registered: the case's own e-mail, and no other.

The worker reads it off the case, so that nobody at the desk can be talked into another one.
"""

from typing import Any

from recupera.cases.thread import email_of
from recupera.orders import challenges
from recupera.people import Account, DatumKind, normal
from recupera.people import Refused as NotNormal
from recupera.worker.serving.about_account import account_meant
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import own


def look_up(asking: Asking) -> Account | None:
    return account_meant(asking)


def settle(asking: Asking, account: Account | None) -> dict[str, Any]:
    """Raises Refused."""
    try:
        address = normal(DatumKind.EMAIL, email_of(asking.about)).value
        proof = challenges.send_new_code(
            own(asking), account, address, agent=asking.by, now=asking.now
        )
    except NotNormal:
        raise Refused(Reason.LACKING) from None
    except challenges.Enough:
        raise Refused(Reason.OVER_BUDGET) from None
    return {"until": proof.expires_at.isoformat()}
