"""What the worker itself finds out before it judges an order, of the account and of the case."""

from datetime import datetime

from recupera import directories
from recupera.cases.models import Case
from recupera.cases.opening import about
from recupera.directories.contract import Capability
from recupera.orders.accounts import data_of, is_administrator
from recupera.orders.given import proofs_of
from recupera.orders.ladder import Facts, OrderKind, ProofKind
from recupera.people import Account, DatumKind
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze
from recupera.worker.holders import holders
from recupera.worker.telling import reached

NEEDS = {
    OrderKind.CHANGE_EMAIL: Capability.CHANGE_EMAIL,
    OrderKind.DEACTIVATE: Capability.DEACTIVATE,
    OrderKind.MERGE: Capability.DEACTIVATE,
}


def facts_of(
    case: Case,
    kind: OrderKind,
    account: Account,
    *,
    at: datetime,
    new: str = "",
    second: Account | None = None,
) -> Facts:
    """As things stand now; `at` is the moment by which proofs are judged. Asks no directory."""
    frozen = freeze_of(account)
    return Facts(
        at=at,
        marks=frozenset(marks.probes_of_account(account.id)),
        takers=frozenset(holders(case)) - {""},
        offered=offered(kind),
        confirmed=case.confirmed_at is not None,
        active=account.active,
        frozen=frozen is not None,
        administrator=is_administrator(account),
        has_phone=bool(account.phones),
        has_channel=bool(reached(account)),
        has_second=second is not None and second.id != account.id,
        new_address=new,
        objected_by=_objector(frozen),
    )


def offered(kind: OrderKind) -> bool:
    """Whether the directory can carry such an order out."""
    needed = NEEDS.get(kind)
    return needed is None or needed in directories.current().capabilities


def freeze_of(account: Account) -> Freeze | None:
    return Freeze.objects.filter(account__in=marks.probes_of_account(account.id)).first()


def new_address(case: Case) -> str:
    """The address whose mailbox was shown last in this case; nobody types it again."""
    shown = [given for _, given in proofs_of(case) if given.kind is ProofKind.NEW_ADDRESS]
    return shown[-1].address if shown else ""


def old_address(case: Case, account: Account) -> str:
    """The registered e-mail that the case names, or the main one; empty where there is none."""
    typed = {one.value for one in data_of(case) if one.kind is DatumKind.EMAIL}
    return next((one for one in account.emails if one in typed), (account.emails or ("",))[0])


def _objector(frozen: Freeze | None) -> str:
    case = Case.objects.filter(reference=frozen.case_reference).first() if frozen else None
    return str(about(case)["by"]) if case else ""
