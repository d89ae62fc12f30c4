"""Who may set a password now, and which objection counts. Pure: no database, no clock."""

from datetime import datetime, timedelta
from enum import StrEnum

# How long an objection code is good; the notice says the day.
OBJECTION_LIVES = timedelta(days=10)
# For so long a directory that does not answer is asked again before the person is told.
PATIENCE = timedelta(minutes=10)
# When nobody can come back any more to a claim: its envelope is purged by then.
CLAIM_LIVES = timedelta(minutes=35)
NOTICE_LIVES = timedelta(hours=24)
RECOVERY_LIVES = OBJECTION_LIVES + timedelta(days=1)
# Rows of the outbox come in fours, as those of a question do.
ROWS = 4


class Ending(StrEnum):
    """What an act came to; the letterbox's verdicts have the same words."""

    DONE = "done"
    NOT_PROVEN = "not_proven"
    ANOTHER_FIRST = "another_first"
    USED_BEFORE = "used_before"
    AGAINST_POLICY = "against_policy"
    FROZEN = "frozen"
    UNSURE = "unsure"
    TRY_AGAIN = "try_again"
    WRONG = "wrong"


def refused(*, proven: bool, frozen: bool, recovered: bool) -> Ending | None:
    """Why this account's password is not set in this enquiry; None where it is.

    What the account stands in is told only to whoever proved it. `recovered` is whether its
    password was set since the enquiry began.
    """
    if not proven:
        return Ending.NOT_PROVEN
    if frozen:
        return Ending.FROZEN
    return Ending.ANOTHER_FIRST if recovered else None


def counts(*, used_by: str, envelope: str, expires_at: datetime, typed_at: datetime) -> bool:
    """Whether an objection code counts: once, within its days, and again for the same envelope,
    whose worker may have died on it."""
    return used_by == envelope or (not used_by and typed_at <= expires_at)


def rows_for(letters: int) -> int:
    """How many rows of the outbox so many letters take: the next multiple of ROWS, at least one."""
    return max(1, -(-letters // ROWS)) * ROWS
