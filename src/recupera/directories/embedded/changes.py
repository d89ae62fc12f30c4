"""Changes an account once per operation, and sees to it that an operation never begins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import router, transaction
from django.utils import timezone

from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable, Refusal
from recupera.directories.embedded.alone import Busy, alone
from recupera.directories.embedded.models import Entry, Operation
from recupera.directories.embedded.passwords import locked
from recupera.directories.embedded.sealed import DirectoryKeys, open_account
from recupera.directories.embedded.write import write
from recupera.options import current
from recupera.people import Account

# An order may wait for a directory that does not answer; nobody waits for longer.
REMEMBERED = timedelta(days=400)
Change = Callable[[Account], Account]


def carry_out(keys: DirectoryKeys, entry: UUID, operation: str, change: Change) -> None:
    """Writes the account as `change` makes it, with its index, and ends its sessions.

    Raises DirectoryRefused, or DirectoryUnavailable while an import or a reindex is at work: it
    would write over this what it read before.
    """
    try:
        with alone(current().data), transaction.atomic(using=router.db_for_write(Entry)):
            credential = locked(entry)
            if Operation.objects.filter(entry=entry, operation=operation).exists():
                return
            body = bytes(Entry.objects.get(id=entry).body)
            write(keys, [change(open_account(keys, entry, body))])
            credential.sessions += 1
            credential.save(update_fields=["sessions"])
            _note(entry, operation, done=True)
    except Busy:
        raise DirectoryUnavailable("the directory is being written") from None


def cancel(entry: UUID, operation: str) -> bool:
    """See contract.Directory."""
    with transaction.atomic(using=router.db_for_write(Entry)):
        locked(entry)
        known = Operation.objects.filter(entry=entry, operation=operation)
        done = known.values_list("done", flat=True).first()
        if done is None:
            _note(entry, operation, done=False)
        return bool(done)


def with_email(old: str, new: str) -> Change:
    """`new` in the place of `old`; for an account without e-mail, as its first."""

    def change(account: Account) -> Account:
        if old not in (account.emails or ("",)):
            raise DirectoryRefused(reason=Refusal.CHANGED)
        emails = [new if one == old else one for one in account.emails] or [new]
        return replace(account, emails=tuple(dict.fromkeys(emails)))

    return change


def activated(active: bool) -> Change:
    return lambda account: replace(account, active=active)


def _note(entry: UUID, operation: str, *, done: bool) -> None:
    Operation(entry=entry, operation=operation, done=done).save(force_insert=True)
    Operation.objects.filter(entry=entry, at__lt=timezone.now() - REMEMBERED).delete()
