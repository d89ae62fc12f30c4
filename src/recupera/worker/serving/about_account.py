"""Which account a request about a proof means: one behind the case, named by its mark."""

from recupera.orders.accounts import accounts_of, named
from recupera.orders.offered import on_ladder
from recupera.people import Account
from recupera.worker.serving.asking import Asking, Reason, Refused


def account_meant(asking: Asking) -> Account | None:
    """Where none is named the first behind the case; None where there is none, which is served
    like any other. Raises Refused."""
    mark = asking.text("account", 64)
    if not on_ladder(asking.about):
        raise Refused(Reason.NOT_NOW)
    behind = accounts_of(asking.about)
    found = named(behind, mark) if mark else next(iter(behind), None)
    if mark and found is None:
        raise Refused(Reason.LACKING)
    return found.account if found else None
