"""What stands against opening an account: that it is frozen, or was recovered elsewhere since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from django.db import connections

from recupera.directories.contract import MOST_FOUND
from recupera.people import Account
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze

STORE = "vault"
_FROZEN = "(SELECT case_reference FROM recoveries_freeze WHERE account = %s)"
_RECOVERED = (
    "(SELECT max(finished_at) FROM recoveries_recovery"
    " WHERE account = %s AND enquiry <> %s AND finished_at >= %s)"
)


@dataclass(frozen=True)
class Standing:
    """By account id: the case that its freeze belongs to, and whether it was recovered since."""

    frozen: dict[str, str] = field(default_factory=dict)
    recovered: frozenset[str] = frozenset()

    def live(self, accounts: Iterable[Account]) -> list[Account]:
        """The accounts that this enquiry may open."""
        closed = {*self.frozen, *self.recovered}
        return [account for account in accounts if account.id not in closed]


def look(accounts: Sequence[Account], *, enquiry: str, since: datetime) -> Standing:
    """One statement, one row, and as many point reads for nobody as for twenty accounts.

    `since` is when the enquiry began; its own recoveries close nothing for it.
    """
    ids = [account.id for account in accounts]
    padded = [*ids, *(token_hex(8) for _ in range(MOST_FOUND - len(ids)))]
    probes = [(id, mark) for id in padded for mark in marks.probes_of_account(id)]
    parameters = [part for _, mark in probes for part in (mark, mark, enquiry, _text(since))]
    with connections[STORE].cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([_FROZEN, _RECOVERED] * len(probes)), parameters)
        row = cursor.fetchone()
    ids = [id for id, _ in probes]
    frozen = {id: case for id, case in zip(ids, row[::2], strict=True) if case}
    return Standing(frozen, frozenset(id for id, at in zip(ids, row[1::2], strict=True) if at))


def is_frozen(account: str) -> bool:
    """Whether the account with this id is frozen at this moment."""
    return Freeze.objects.filter(account__in=marks.probes_of_account(account)).exists()


def _text(when: datetime) -> datetime | str | None:
    return connections[STORE].ops.adapt_datetimefield_value(when)
