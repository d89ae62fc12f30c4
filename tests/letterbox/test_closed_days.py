"""The operator's closed days: one table, one calendar, a minute old at most."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError

from recupera.letterbox import closed_days
from recupera.letterbox.models import ClosedDay
from recupera.options.words import Text

pytestmark = pytest.mark.django_db(databases=["letterbox"])
EVE = date(2026, 12, 24)
REASON = Text(es="Cierre de fin de año", en="End-of-year closing")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    closed_days.forget()
    yield
    closed_days.forget()


def test_a_day_that_is_closed_rests_for_its_reason() -> None:
    assert closed_days.calendar().rest(EVE) is None
    closed_days.close(EVE, REASON)
    found = closed_days.calendar().rest(EVE)
    assert found
    assert (found.reason, found.holiday) == (REASON, False)


def test_closing_it_again_changes_the_reason_and_opening_it_ends_it() -> None:
    closed_days.close(EVE, Text(es="x", en="x"))
    closed_days.close(EVE, REASON)
    found = closed_days.calendar().rest(EVE)
    assert found
    assert found.reason == REASON
    assert closed_days.reopen(EVE)
    assert closed_days.calendar().rest(EVE) is None
    assert not closed_days.reopen(EVE)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets so many seconds pass for this process."""
    passed = [0.0]
    monkeypatch.setattr("recupera.letterbox.glance.monotonic", lambda: sum(passed))
    return passed.append


def test_a_change_elsewhere_is_seen_in_a_minute_and_looked_up_no_oftener(
    later: Callable[[float], None], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1, using="letterbox"):
        for _ in range(5):
            assert closed_days.calendar().rest(EVE) is None
    ClosedDay.objects.create(day=EVE, reason_es="x", reason_en="x")
    later(59)
    assert closed_days.calendar().rest(EVE) is None
    later(1)
    assert closed_days.calendar().rest(EVE)


def test_a_store_that_is_away_leaves_what_was_known(
    later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def away() -> None:
        asked.append(True)
        raise DatabaseError

    closed_days.close(EVE, REASON)
    assert closed_days.calendar().rest(EVE)
    monkeypatch.setattr(ClosedDay.objects, "all", away)
    later(60)
    assert closed_days.calendar().rest(EVE)
    assert asked == [True]
    closed_days.forget()
    assert closed_days.calendar().rest(EVE) is None
    assert closed_days.calendar().rest(date(2026, 12, 25))
