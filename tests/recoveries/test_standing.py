"""A frozen account is opened by nobody, and one that was recovered by no enquiry from before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from recupera.directories import MOST_FOUND
from recupera.keys import KINDS, rotate
from recupera.options import current
from recupera.people import Account
from recupera.recoveries import marks
from recupera.recoveries.models import Freeze, Recovery, State
from recupera.recoveries.standing import Standing, is_frozen, look
from tests.enquirer import ANA

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)

NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)
OTHER = replace(ANA, id="2")
HERE, ELSEWHERE = "a" * 32, "b" * 32


def freeze(account: str) -> None:
    mark = marks.of_account(account)
    Freeze.objects.create(account=mark, since=NOW, recovery="r", case_reference="2599729329")


def recover(account: str, *, enquiry: str, finished_at: datetime | None) -> None:
    Recovery.objects.create(
        id=enquiry[:16],
        enquiry=enquiry,
        account=marks.of_account(account),
        state=State.TOLD if finished_at else State.SET,
        body=b"",
        claimed_at=NOW,
        finished_at=finished_at,
    )


def seen(*accounts: Account) -> Standing:
    return look(accounts, enquiry=HERE, since=NOW)


def test_nothing_stands_against_an_account_that_nobody_touched() -> None:
    assert seen(ANA, OTHER) == Standing()
    assert seen(ANA, OTHER).live([ANA, OTHER]) == [ANA, OTHER]


def test_a_frozen_account_is_not_live_and_its_case_is_known() -> None:
    freeze("1")
    assert seen(ANA, OTHER).frozen == {"1": "2599729329"}
    assert seen(ANA, OTHER).live([ANA, OTHER]) == [OTHER]
    assert (is_frozen("1"), is_frozen("2")) == (True, False)


def test_a_freeze_outlives_a_rotation_of_its_key() -> None:
    freeze("1")
    rotate(current().data, next(kind for kind in KINDS if kind.name == "recovery"))
    assert seen(ANA).frozen == {"1": "2599729329"}
    assert is_frozen("1")


@pytest.mark.parametrize(
    ("enquiry", "after", "closed"),
    [(ELSEWHERE, 0, True), (ELSEWHERE, -1, False), (HERE, 5, False), (ELSEWHERE, None, False)],
)
def test_only_a_recovery_that_ended_elsewhere_since_the_enquiry_began_closes_it(
    enquiry: str, after: int | None, closed: bool
) -> None:
    finished = None if after is None else NOW + timedelta(minutes=after)
    recover("1", enquiry=enquiry, finished_at=finished)
    assert (seen(ANA, OTHER).recovered == {"1"}) == closed
    assert OTHER in seen(ANA, OTHER).live([ANA, OTHER])


def statement(accounts: Sequence[Account]) -> tuple[str, int]:
    """The one statement without its values, and how many point reads it makes."""
    with CaptureQueriesContext(connections["vault"]) as queries:
        look(accounts, enquiry=HERE, since=NOW)
    (query,) = queries.captured_queries
    return str(len(query["sql"])), query["sql"].count("SELECT case_reference")


def test_nobody_and_twenty_one_accounts_and_a_frozen_one_are_the_same_statement() -> None:
    freeze("1")
    recover("2", enquiry=ELSEWHERE, finished_at=NOW)
    many = [replace(ANA, id=str(number)) for number in range(MOST_FOUND)]
    made = {statement(accounts) for accounts in ([], [ANA], [ANA, OTHER], many)}
    versions = len(list(marks.recovery_ring()))
    assert len(made) == 1
    assert made.pop()[1] == MOST_FOUND * versions
