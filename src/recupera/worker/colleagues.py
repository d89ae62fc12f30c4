"""Who administers an organisation besides the account that an order is about.

Whoever has an administrator's account can do everything in the organisation's name, so the others
hear that somebody wants to change it, while there is time.
"""

from recupera import directories
from recupera.directories.contract import Capability
from recupera.orders.content import Body
from recupera.orders.ladder import OrderKind

TOLD_OF = (OrderKind.CHANGE_EMAIL, OrderKind.DEACTIVATE, OrderKind.MERGE)


def colleagues(kind: OrderKind, body: Body) -> tuple[str, ...]:
    """The main e-mail of each of them; none where the account is no administrator's, or where the
    directory cannot say. Raises DirectoryUnavailable or DirectoryRefused.
    """
    account, directory = body.account, directories.current()
    if kind not in TOLD_OF or not account.is_administrator:
        return ()
    if Capability.ADMINISTRATORS not in directory.capabilities:
        return ()
    others = [one for one in directory.administrators(account.organisation) if one.id != account.id]
    return tuple(sorted({one.emails[0] for one in others if one.emails} - set(account.emails)))
