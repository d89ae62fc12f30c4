"""Who may set a password, which objection counts, and how many rows go out."""

from datetime import UTC, datetime, timedelta

import pytest

from recupera.letterbox.slot import Verdict
from recupera.recoveries.policy import OBJECTION_LIVES, Ending, counts, refused, rows_for

NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)


@pytest.mark.parametrize("frozen", [False, True])
@pytest.mark.parametrize("recovered", [False, True])
def test_what_an_account_stands_in_is_told_only_to_whoever_proved_it(
    frozen: bool, recovered: bool
) -> None:
    assert refused(proven=False, frozen=frozen, recovered=recovered) == Ending.NOT_PROVEN


def test_a_proven_account_is_set_unless_it_is_frozen_or_was_recovered_since() -> None:
    assert refused(proven=True, frozen=False, recovered=False) is None
    assert refused(proven=True, frozen=True, recovered=False) == Ending.FROZEN
    assert refused(proven=True, frozen=True, recovered=True) == Ending.FROZEN
    assert refused(proven=True, frozen=False, recovered=True) == Ending.ANOTHER_FIRST


def test_every_ending_is_a_verdict_of_the_letterbox() -> None:
    assert {Verdict(ending.value) for ending in Ending}


def good(*, used_by: str = "", envelope: str = "e", after: timedelta = timedelta(0)) -> bool:
    expires = NOW + OBJECTION_LIVES
    return counts(used_by=used_by, envelope=envelope, expires_at=expires, typed_at=NOW + after)


def test_an_objection_counts_for_ten_days_and_not_a_second_longer() -> None:
    assert good(after=timedelta(days=10))
    assert not good(after=timedelta(days=10, seconds=1))


def test_an_objection_counts_once_but_again_for_the_envelope_that_brought_it() -> None:
    assert not good(used_by="other")
    assert good(used_by="e")
    assert good(used_by="e", after=timedelta(days=11))


@pytest.mark.parametrize(
    ("letters", "rows"), [(0, 4), (1, 4), (4, 4), (5, 8), (8, 8), (9, 12), (20, 20)]
)
def test_rows_of_the_outbox_come_in_fours(letters: int, rows: int) -> None:
    assert rows_for(letters) == rows
