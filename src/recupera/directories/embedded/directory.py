"""The directory in the vault, whole: what it finds and what it can do."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import DatabaseError, router, transaction

from recupera.directories.contract import (
    LONGEST_OPERATION,
    Capability,
    DirectoryRefused,
    DirectoryUnavailable,
    Refusal,
    Setting,
)
from recupera.directories.embedded import changes, passwords, signing_in
from recupera.directories.embedded.find import Finding
from recupera.directories.embedded.models import Credential, Entry
from recupera.directories.embedded.sealed import external_probes
from recupera.directories.embedded.signing_in import Session
from recupera.keys import CannotOpen, KeyMissing
from recupera.options import current as options
from recupera.passwords import prepared
from recupera.people import DatumKind


class EmbeddedDirectory(Finding):
    """See directories.contract.Directory. It also signs people in, for the demo's platform."""

    capabilities = frozenset(Capability)

    def set_password(self, account_id: str, password: str, *, operation: str) -> Setting:
        with _or_try_again():
            return passwords.set_password(
                self._keys,
                self._entry(account_id),
                prepared(password),
                operation=_checked(operation),
                history=options().password_history,
            )

    def void_password(self, account_id: str, *, operation: str) -> bool:
        with _or_try_again():
            entry = self._entry(account_id)
            return passwords.void_password(entry, operation=_checked(operation))

    def has_set(self, account_id: str, *, operation: str) -> bool:
        with _or_try_again():
            return passwords.has_set(self._entry(account_id), operation=_checked(operation))

    def unlock(self, account_id: str) -> None:
        with _or_try_again():
            signing_in.unlock(self._entry(account_id))

    def end_sessions(self, account_id: str) -> None:
        with _or_try_again():
            entry = self._entry(account_id)
            with transaction.atomic(using=router.db_for_write(Credential)):
                credential = passwords.locked(entry)
                credential.sessions += 1
                credential.save(update_fields=["sessions"])

    def change_email(self, account_id: str, old: str, new: str, *, operation: str) -> None:
        self._change(account_id, operation, changes.with_email(old, new))

    def deactivate(self, account_id: str, *, operation: str) -> None:
        self._change(account_id, operation, changes.activated(False))

    def reactivate(self, account_id: str, *, operation: str) -> None:
        self._change(account_id, operation, changes.activated(True))

    def cancel(self, account_id: str, *, operation: str) -> bool:
        with _or_try_again():
            return changes.cancel(self._entry(account_id), _checked(operation))

    def sign_in(self, username: str, password: str) -> Session | None:
        """Who has this user name (in normal form) and password; None for every other case.

        Raises DirectoryUnavailable or DirectoryRefused.
        """
        account = next(iter(self.find(DatumKind.USERNAME, username)), None)
        with _or_try_again():
            # Nobody's id is looked for like everybody's.
            entry = self._found(account.id if account else secrets.token_hex()) or uuid4()
            number = signing_in.sign_in(self._keys, entry, prepared(password))
        if account is None or number is None or not account.active:
            return None
        return Session(account, number)

    def stands(self, session: Session) -> bool:
        """Whether nobody has ended the account's sessions since it began."""
        with _or_try_again():
            entry = self._found(session.account.id) or uuid4()
            return Credential.objects.filter(entry=entry, sessions=session.number).exists()

    def _change(self, account_id: str, operation: str, change: changes.Change) -> None:
        with _or_try_again():
            changes.carry_out(self._keys, self._entry(account_id), _checked(operation), change)

    def _entry(self, account_id: str) -> UUID:
        entry = self._found(account_id)
        if entry is None:
            raise DirectoryRefused(reason=Refusal.UNKNOWN_ACCOUNT)
        return entry

    def _found(self, account_id: str) -> UUID | None:
        digests = external_probes(self._keys, account_id)
        return Entry.objects.filter(external__in=digests).values_list("id", flat=True).first()


@contextmanager
def _or_try_again() -> Iterator[None]:
    try:
        yield
    except DatabaseError as down:
        raise DirectoryUnavailable("the vault does not answer") from down
    except KeyMissing as missing:
        raise DirectoryUnavailable(str(missing)) from missing
    except CannotOpen as damaged:
        raise DirectoryRefused("a password is damaged") from damaged


def _checked(operation: str) -> str:
    if not operation.isascii() or not 0 < len(operation) <= LONGEST_OPERATION:
        raise ValueError(f"an operation id has 1 to {LONGEST_OPERATION} ASCII characters")
    return operation
