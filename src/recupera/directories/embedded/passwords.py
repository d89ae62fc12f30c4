"""Sets a password once per operation, and makes void what an operation set."""

from datetime import timedelta
from uuid import UUID

from django.db import router, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from recupera.directories.contract import DirectoryRefused, Refusal, Setting
from recupera.directories.embedded.hashes import made, matches
from recupera.directories.embedded.models import Credential, Password
from recupera.directories.embedded.sealed import DirectoryKeys, open_hash, seal_hash
from recupera.keys import GRACE

# An operation can come again as long as its envelope can be opened.
REMEMBERED = GRACE + timedelta(days=1)


def set_password(
    keys: DirectoryKeys, entry: UUID, password: str, *, operation: str, history: int
) -> Setting:
    """See contract.Directory. `history` is how many of the last passwords may not come again."""
    before = _outcome(entry, operation)
    if before:
        return before
    _refuse_used(keys, entry, password, history, operation)
    # Outside the transaction: Argon2id takes its time, and the vault has one lock.
    body = seal_hash(keys, entry, made(password))
    with transaction.atomic(using=router.db_for_write(Password)):
        credential = locked(entry)
        before = _outcome(entry, operation)
        if before:
            return before
        _put(credential, Password(entry=entry, operation=operation, body=body))
        _forget(credential, history)
    return Setting.APPLIED


def void_password(entry: UUID, *, operation: str) -> bool:
    """See contract.Directory."""
    with transaction.atomic(using=router.db_for_write(Password)):
        credential = locked(entry)
        meant = Password.objects.filter(entry=entry, operation=operation).first()
        if meant is None:
            # It is remembered, and will not be carried out should it still come.
            Password(entry=entry, operation=operation).save(force_insert=True)
        elif meant.id == credential.current_id:
            _point(credential, None)
        return credential.current_id is None


def has_set(entry: UUID, *, operation: str) -> bool:
    """See contract.Directory."""
    return _outcome(entry, operation) is Setting.STANDING


def locked(entry: UUID) -> Credential:
    """The credential of an entry, made if need be, until the transaction ends."""
    Credential.objects.bulk_create([Credential(entry=entry)], ignore_conflicts=True)
    return Credential.objects.select_for_update().get(entry=entry)


def _outcome(entry: UUID, operation: str) -> Setting | None:
    """What became of an operation; None if it is not known."""
    in_force = Credential.objects.filter(entry=entry, current=OuterRef("id"))
    known = Password.objects.filter(entry=entry, operation=operation)
    stands = known.annotate(stands=Exists(in_force)).values_list("stands", flat=True).first()
    if stands is None:
        return None
    return Setting.STANDING if stands else Setting.GONE


def _refuse_used(
    keys: DirectoryKeys, entry: UUID, password: str, history: int, operation: str
) -> None:
    # What this operation itself has set meanwhile, by another hand, was not used before it.
    before = _newest(entry).exclude(operation=operation)
    for body in before.values_list("body", flat=True)[:history]:
        if matches(password, open_hash(keys, entry, bytes(body or b""))):
            raise DirectoryRefused(reason=Refusal.HISTORY)


def _newest(entry: UUID) -> QuerySet[Password]:
    return Password.objects.filter(entry=entry, body__isnull=False).order_by("-set_at", "id")


def _put(credential: Credential, password: Password) -> None:
    password.save(force_insert=True)
    _point(credential, password)


def _point(credential: Credential, password: Password | None) -> None:
    credential.current = password
    credential.save(update_fields=["current"])


def _forget(credential: Credential, history: int) -> None:
    kept = list(_newest(credential.entry).values_list("id", flat=True)[: max(history, 1)])
    long_ago = Q(set_at__lt=timezone.now() - REMEMBERED)
    Password.objects.filter(long_ago, entry=credential.entry).exclude(id__in=kept).delete()
