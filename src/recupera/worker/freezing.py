"""Freezing an account on an objection, and making void what was objected to.

The freeze is committed first, with the case and the notices, and does not wait for the directory:
that part is tried at once, and by housekeeping until it succeeded.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from recupera import directories
from recupera.cases.opening import open_urgent
from recupera.directories.contract import DirectoryRefused
from recupera.journal.events import Event, record, record_of
from recupera.letterbox.references import draw_reference
from recupera.people import registered_channels
from recupera.people.case_reference import grouped
from recupera.recoveries import marks
from recupera.recoveries.claims import move
from recupera.recoveries.content import Content
from recupera.recoveries.models import Freeze, Objection, Recovery, State
from recupera.worker.telling import tell_frozen

STORE = "vault"


def freeze(objection: Objection, *, envelope: str, now: datetime) -> str | None:
    """Commits the freeze, the urgent case, the notices; returns the case's reference.

    None where the code was used by somebody else just now. Done twice for one envelope it is
    done once; an objection from a second channel leads to the same case.
    """
    with transaction.atomic(STORE, durable=True):
        recovery = Recovery.objects.select_for_update().filter(id=objection.recovery).first()
        mine = Objection.objects.filter(id=objection.id, used_by__in=("", envelope))
        if recovery is None or not mine.update(used_by=envelope):
            return None
        content = Content.of(recovery)
        by = registered_channels(content.account)[objection.channel].channel.address
        case = freeze_account(content, recovery.id, by, now)
        if recovery.state == State.TOLD:
            move(recovery, State.OBJECTED, due_at=now)
    return case


def freeze_account(
    content: Content,
    cause: str,
    by: str,
    now: datetime,
    *,
    draw: Callable[[], str] = draw_reference,
) -> str:
    """The urgent case of the account's freeze, which is made if need be; every channel is told.

    `cause` is the recovery, or the order, that was objected to, `by` the address that objected,
    `draw` where the case's reference comes from. In the caller's transaction.
    """
    frozen = Freeze.objects.filter(account__in=marks.probes_of_account(content.account.id)).first()
    return frozen.case_reference if frozen else _freeze(content, cause, by, now, draw)


def void(recovery: Recovery) -> None:
    """Sees to it that no password set since, or about to be set, opens the account, and that
    nobody is in. May be done again and again. Raises DirectoryUnavailable.

    Since, not only then: whoever reads a mailbox can change the password twice, and the owner may
    answer to the first notice.
    """
    close(Content.of(recovery).account.id, recovery.claimed_at)
    with transaction.atomic(STORE):
        due = Recovery.objects.filter(id=recovery.id, due_at__isnull=False)
        if due.update(due_at=None):
            record(Event.VOIDED, {"recovery": recovery.id})


def close(account: str, since: datetime) -> None:
    """Makes void every password set here since then, and ends the sessions. Raises
    DirectoryUnavailable."""
    directory, probes = directories.current(), marks.probes_of_account(account)
    set_since = Recovery.objects.filter(account__in=probes, claimed_at__gte=since)
    for operation in set_since.values_list("id", flat=True):
        with suppress(DirectoryRefused):
            directory.void_password(account, operation=operation)
    # A platform that does not offer it, or has the account no more, has nothing to undo.
    with suppress(DirectoryRefused):
        directory.end_sessions(account)


def _freeze(content: Content, cause: str, by: str, now: datetime, draw: Callable[[], str]) -> str:
    case = _opened({"account": asdict(content.account), "recovery": cause, "by": by}, now, draw)
    Freeze(
        account=marks.of_account(content.account.id),
        since=now,
        recovery=cause,
        case_reference=case,
    ).save(force_insert=True)
    tell_frozen(content, grouped(case), now)
    record_of(case, Event.OBJECTED, {"recovery": cause})
    return case


def _opened(about: Mapping[str, Any], now: datetime, draw: Callable[[], str]) -> str:
    while True:
        case = draw()
        try:
            with transaction.atomic(STORE):
                open_urgent(case, about, now=now)
        except IntegrityError:
            continue  # A case of a letterbox before this one has it.
        return case
