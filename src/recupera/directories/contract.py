"""What every directory connector does, and how it says that it cannot."""

from enum import StrEnum
from typing import Protocol

from recupera.people import Account, DatumKind

# One answer lists 20 accounts; a 21st only says that there are more.
MOST_FOUND = 21
# An operation id is ASCII of at most this length; whoever calls makes one per intended change.
LONGEST_OPERATION = 64


class Capability(StrEnum):
    """What a platform may let a connector do, apart from `find`, which every connector does."""

    SET_PASSWORD = "set_password"
    UNLOCK = "unlock"
    END_SESSIONS = "end_sessions"
    CHANGE_EMAIL = "change_email"
    DEACTIVATE = "deactivate"
    ADMINISTRATORS = "administrators"


class Refusal(StrEnum):
    """Why a directory said no. Closed: a connector sorts its platform's errors into these."""

    HISTORY = "history"  # this person has had this password before
    POLICY = "policy"  # the platform's own rules do not allow this password
    UNKNOWN_ACCOUNT = "unknown_account"
    CHANGED = "changed"  # the account is not any more as the change expects it
    NOT_OFFERED = "not_offered"  # no capability of this connector
    OTHER = "other"


class Setting(StrEnum):
    """What became of the password that an operation is to set."""

    APPLIED = "applied"  # it is set, by this very call
    STANDING = "standing"  # an earlier call with this operation set it, and it is in force
    GONE = "gone"  # it was made void or replaced since; this call has changed nothing


class DirectoryUnavailable(Exception):
    """The directory cannot be reached now; trying again later may help.

    Whether a change took effect is then not known: call again with the same operation.
    """


class DirectoryRefused(Exception):
    """The directory said no and changed nothing; trying again will not help."""

    def __init__(self, message: str = "", reason: Refusal = Refusal.OTHER) -> None:
        super().__init__(message or reason.value)
        self.reason = reason


class Directory(Protocol):
    """A connector. Every method raises DirectoryUnavailable or DirectoryRefused.

    `account_id` is the `id` of an account that `find` gave out; for any other a change is
    refused with UNKNOWN_ACCOUNT. What is not in `capabilities` is refused with NOT_OFFERED.
    Every change may be asked for twice: a worker that died does not know how far it came.
    """

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What works here; the same as long as the process lives."""
        ...

    def find(self, kind: DatumKind, value: str) -> list[Account]:
        """The accounts that registered `value`, given in normal form; at most MOST_FOUND.

        Does the same work whether there is one or not.
        """
        ...

    def administrators(self, organisation: str) -> list[Account]:
        """The active accounts that administer it, at most MOST_FOUND. ADMINISTRATORS.

        `organisation` as in an account that `find` gave out; case, accents and spaces do not count.
        """
        ...

    def set_password(self, account_id: str, password: str, *, operation: str) -> Setting:
        """Makes `password` (`passwords.prepared`) the account's only one. SET_PASSWORD.

        An operation is carried out once at most, however often and late it is asked for; with
        an operation known already the password is not looked at. Lifts no lock-out and ends
        no session: `unlock` and `end_sessions` do. Refused also with HISTORY or POLICY.
        """
        ...

    def void_password(self, account_id: str, *, operation: str) -> bool:
        """Sees to it that the password set by `operation` opens nothing. SET_PASSWORD.

        The password before does not come back, and an operation that was not carried out yet
        never will be. True if the account now has no password; False if another one is in
        force, set before or after by somebody else than this operation.
        """
        ...

    def has_set(self, account_id: str, *, operation: str) -> bool:
        """Whether the password that is in force was set by `operation`. SET_PASSWORD.

        For whoever did not hear an answer and has no password any more to ask with.
        """
        ...

    def unlock(self, account_id: str) -> None:
        """Lifts what wrong passwords brought about; harmless where nothing is locked. UNLOCK."""
        ...

    def end_sessions(self, account_id: str) -> None:
        """Whoever is signed in to the account is not any more. END_SESSIONS."""
        ...

    def change_email(self, account_id: str, old: str, new: str, *, operation: str) -> None:
        """Registers `new` in the place of `old`, both in normal form; CHANGE_EMAIL.

        `old` is empty for an account without e-mail. Whoever is signed in is not any more, and a
        change of contact that waits on the platform is cancelled. Refused with CHANGED where `old`
        is not registered. An operation that is known changes nothing and is not refused.
        """
        ...

    def deactivate(self, account_id: str, *, operation: str) -> None:
        """Nobody may sign in to the account any more, and nobody is. DEACTIVATE.

        An operation is carried out once at most, as with `change_email`.
        """
        ...

    def reactivate(self, account_id: str, *, operation: str) -> None:
        """Takes a `deactivate` back, under an operation of its own. DEACTIVATE."""
        ...

    def cancel(self, account_id: str, *, operation: str) -> bool:
        """Sees to it that an operation of the three above never begins.

        True where it was carried out before: then it stands, and the caller takes it back.
        CHANGE_EMAIL or DEACTIVATE.
        """
        ...
