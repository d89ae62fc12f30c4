"""Carrying out orders whose time has come: a duty of housekeeping, and the only hand that does it.

Each step may be done twice: a worker that dies leaves the order where it was, and the next asks the
directory again under the same operation.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from recupera import directories
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import note
from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable
from recupera.enquiries import ledgers, owners
from recupera.letterbox.clock import now as clock
from recupera.orders.content import Content, Forged, opened
from recupera.orders.ladder import OrderKind, hold
from recupera.orders.models import Order, OrderObjection, OrderState
from recupera.orders.moving import Elsewhere, move, take
from recupera.people import Account
from recupera.worker.case_letters import tell_news
from recupera.worker.freezing import close
from recupera.worker.order_checking import Wanting, still_stands, wanting
from recupera.worker.order_facts import freeze_of
from recupera.worker.order_notices import send_reset, send_username, tell_done
from recupera.worker.order_steps import held_until, stop, tell
from recupera.worker.unfreezing import unfreeze

STORE = "vault"
# So many at once: a directory that hangs at each must not hold up those who wait for a code.
MOST = 5
LEASE = timedelta(minutes=2)
LATER = timedelta(minutes=1)
BY_DIRECTORY = (OrderKind.CHANGE_EMAIL, OrderKind.DEACTIVATE, OrderKind.MERGE)


def carry_out_due(at: datetime | None = None) -> int:
    """Goes on with what is due, the oldest first; returns how many it looked at.

    `at` is the database's clock.
    """
    at = at or clock(STORE)
    due = list(Order.objects.filter(due_at__lte=at).order_by("due_at", "id")[:MOST])
    for order in due:
        # Whoever is quicker has it; whoever dies leaves it to the next after this.
        if not take(order, at + LEASE):
            continue
        try:
            STEPS.get(order.state, _leave)(order, at)
        except DirectoryUnavailable:
            Order.objects.filter(id=order.id, revision=order.revision).update(due_at=at + LATER)
        except Elsewhere:
            continue
    return len(due)


def purge(at: datetime) -> None:
    """Deletes what nobody can object with any more."""
    OrderObjection.objects.filter(expires_at__lt=at).delete()


def _leave(order: Order, at: datetime) -> None:
    """In such a state nothing is left to do."""
    Order.objects.filter(id=order.id, revision=order.revision).update(due_at=None)


def _expire(order: Order, at: datetime) -> None:
    with transaction.atomic(STORE):
        stop(order, OrderState.EXPIRED, at)


def _release(order: Order, at: datetime) -> None:
    """Its hold is over by the evidence of the approvals, not by the row."""
    try:
        until = held_until(order, opened(order))
    except Forged:
        until = None
    if until is None:
        _refuse(order, Wanting.FORGED, at)
    elif at < until:
        Order.objects.filter(id=order.id, revision=order.revision).update(due_at=until)
    else:
        with transaction.atomic(STORE):
            move(order, OrderState.APPROVED, due_at=at + LEASE)
        _carry_out(order, at)


def _carry_out(order: Order, at: datetime) -> None:
    try:
        content = opened(order)
    except Forged:
        _refuse(order, Wanting.FORGED, at)
        return
    try:
        why = wanting(order, content, at)
        if why is None:
            _at_the_directory(order, content)
    except DirectoryRefused as no:
        with transaction.atomic(STORE):
            stop(order, OrderState.FAILED, at, why=no.reason.value)
        return
    if why:
        _refuse(order, why, at)
    else:
        _finish(order, content, at)


def _refuse(order: Order, why: Wanting, at: datetime) -> None:
    with transaction.atomic(STORE):
        # From where a forged row says that it is; every state that is due can be refused.
        stop(order, OrderState.REFUSED, at, why=why.value)


def _at_the_directory(order: Order, content: Content) -> None:
    """Under the order's id as the operation, so that asking again does nothing again."""
    directory, body = directories.current(), content.body
    if order.kind == OrderKind.CHANGE_EMAIL:
        directory.change_email(body.account.id, body.old, body.new, operation=order.id)
    elif order.kind in BY_DIRECTORY:
        directory.deactivate(body.account.id, operation=order.id)


def _finish(order: Order, content: Content, at: datetime) -> None:
    """One transaction: what is the vault's own, the notices, the case, the state."""
    try:
        with transaction.atomic(STORE):
            move(order, OrderState.DONE, due_at=None, done_at=at)
            if order.kind not in BY_DIRECTORY and still_stands(order, content):
                raise Elsewhere
            FINISHING[OrderKind(order.kind)](order, content, at)
            _tell_case(order, at)
    except Elsewhere:
        # An objection came while the directory was asked: what it did is taken back.
        fresh = Order.objects.get(id=order.id)
        if fresh.state == OrderState.OBJECTED and fresh.due_at is not None:
            _take_back(fresh, at)
        raise


def _tell_case(order: Order, at: datetime) -> None:
    """Its person hears of what took letters and calls to prove; of the rest only the account's own
    channels do, so that nobody learns from a case whether there is such an account."""
    tell(order, "done", at)
    if hold(OrderKind(order.kind)):
        case = Case.objects.get(reference=order.case_id)
        note(case, EntryKind.ORDERED, by=Author.DESK, now=at)
        tell_news(case, at)


def _take_back(order: Order, at: datetime) -> None:
    """Objected to: nobody stays in. What was not done yet never will be; what was being done just
    then is undone; what was done before stands, as whoever objects late may be the thief."""
    try:
        content = opened(order)
    except Forged:
        content = None
    if content:
        if order.done_at is None and order.kind in BY_DIRECTORY:
            _undo(order, content)
        close(content.body.account.id, order.done_at or order.proposed_at)
    with transaction.atomic(STORE):
        if Order.objects.filter(id=order.id, due_at__isnull=False).update(due_at=None):
            tell(order, "closed", at)


def _undo(order: Order, content: Content) -> None:
    directory, body, again = directories.current(), content.body, f"{order.id} back"
    try:
        if not directory.cancel(body.account.id, operation=order.id):
            return
        if order.kind == OrderKind.CHANGE_EMAIL:
            directory.change_email(body.account.id, body.new, body.old, operation=again)
        else:
            directory.reactivate(body.account.id, operation=again)
    except DirectoryRefused:
        return  # There is no such account any more, or somebody has changed it since.


def _reverse(order: Order, at: datetime) -> None:
    """A deactivation taken back by a senior."""
    try:
        content = opened(order)
    except Forged:
        _leave(order, at)
        return
    try:
        directories.current().reactivate(content.body.account.id, operation=f"{order.id} back")
        step = "reactivated"
    except DirectoryRefused:
        step = "not_reactivated"
    with transaction.atomic(STORE):
        if Order.objects.filter(id=order.id, due_at__isnull=False).update(due_at=None):
            tell(order, step, at)
            tell_news(Case.objects.get(reference=order.case_id), at)


def _send_username(order: Order, content: Content, at: datetime) -> None:
    send_username(content, at)


def _start_reset(order: Order, content: Content, at: datetime) -> None:
    """The ledgers of wrong codes begin anew, so that the person can prove the account again."""
    _forget_wrong_codes(content.body.account, at)
    send_reset(content, at)


def _unfreeze(order: Order, content: Content, at: datetime) -> None:
    frozen = freeze_of(content.body.account)
    if frozen is None:
        raise Elsewhere
    unfreeze(frozen.case_reference, f"order {order.id}")
    # Whoever holds one of the channels must not be able to freeze again what was just decided.
    OrderObjection.objects.filter(order=order).delete()
    tell_done(order, content, at, can_object=False)


def _forget_wrong_codes(account: Account, at: datetime) -> None:
    tallies = ledgers.opened(owners.of_account(account), at)
    ledgers.write({mark: one.succeeded() for mark, one in tallies.items()}, at)


FINISHING: dict[OrderKind, Callable[[Order, Content, datetime], None]] = {
    OrderKind.SEND_USERNAME: _send_username,
    OrderKind.START_RESET: _start_reset,
    OrderKind.CHANGE_EMAIL: tell_done,
    OrderKind.UNFREEZE: _unfreeze,
    OrderKind.DEACTIVATE: tell_done,
    OrderKind.MERGE: tell_done,
}
STEPS: dict[str, Callable[[Order, datetime], None]] = {
    OrderState.PROPOSED: _expire,
    OrderState.HELD: _release,
    OrderState.APPROVED: _carry_out,
    OrderState.OBJECTED: _take_back,
    OrderState.REVERSED: _reverse,
}
