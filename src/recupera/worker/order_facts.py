"""What the worker itself finds out before it judges an order, of the account and of the case."""

from datetime import datetime

from recupera import directories
from recupera.cases.models import Case
from recupera.cases.opening import about
from recupera.directories.contract import Capability
from recupera.orders.accounts import data_of
from recupera.orders.content import is_whole
from recupera.orders.given import proofs_of
from recupera.orders.ladder import HEARD_ONCE, Facts, OrderKind, ProofKind
from recupera.orders.models import Order, OrderState
from recupera.people import Account, DatumKind, registered_channels
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
    objector = _objector(frozen)
    return Facts(
        at=at,
        marks=frozenset(marks.probes_of_account(account.id)),
        takers=frozenset(holders(case)) - {""},
        offered=offered(kind),
        confirmed=case.confirmed_at is not None,
        active=account.active,
        frozen=frozen is not None,
        administrator=account.is_administrator,
        has_phone=bool(account.phones),
        has_channel=bool(reached(account)),
        has_second=second is not None and second.id != account.id,
        new_address=new,
        objected_by=objector,
        suspected=frozenset({objector, *_reported_lost(case, account)}) - {""},
        stoppers=_stoppers(account, at) if kind is OrderKind.UNFREEZE else frozenset(),
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


def _reported_lost(case: Case, account: Account) -> set[str]:
    """The registered e-mails that the form names elsewhere than where its person is written to."""
    named = {
        one.value
        for one in data_of(case)
        if one.kind is DatumKind.EMAIL and one.field != case.email_field
    }
    return named & set(account.emails)


def _stoppers(account: Account, at: datetime) -> frozenset[str]:
    """The registered channels that stopped an order to lift a freeze, by what the worker wrote."""
    stopped = Order.objects.filter(
        account__in=marks.probes_of_account(account.id),
        kind=OrderKind.UNFREEZE,
        state=OrderState.OBJECTED,
        proposed_at__gt=at - HEARD_ONCE,
    )
    objectors = {one.objector for one in stopped if is_whole(one)}
    each = (one.channel.address for one in registered_channels(account))
    return frozenset(one for one in each if objectors & set(marks.probes_of_channel(one)))


def _objector(frozen: Freeze | None) -> str:
    case = Case.objects.filter(reference=frozen.case_reference).first() if frozen else None
    return str(about(case)["by"]) if case else ""
