"""A code to a registered channel of the case's account. What comes back is the same for none."""

from typing import Any

from recupera.orders import challenges
from recupera.people import Account, ChannelKind
from recupera.worker.serving.about_account import account_meant
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import own


def look_up(asking: Asking) -> Account | None:
    return account_meant(asking)


def settle(asking: Asking, account: Account | None) -> dict[str, Any]:
    """Raises Refused."""
    wanted = asking.text("channel", 8)
    if wanted not in set(ChannelKind):
        raise Refused(Reason.MALFORMED)
    try:
        proof = challenges.send_code(
            own(asking), account, ChannelKind(wanted), agent=asking.by, now=asking.now
        )
    except challenges.Enough:
        raise Refused(Reason.OVER_BUDGET) from None
    return {"until": proof.expires_at.isoformat()}
