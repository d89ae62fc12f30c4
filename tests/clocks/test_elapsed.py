"""Sums over days agree with the clocks that count one case at a time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from recupera.clocks import legal, service
from recupera.clocks.calendar import Calendar
from recupera.clocks.elapsed import Elapsed
from recupera.options import current

CALENDAR = Calendar(current().texts.service)
BEGIN = datetime(2026, 11, 20, tzinfo=UTC)
LAST = BEGIN + timedelta(days=80)
ELAPSED = Elapsed(CALENDAR, BEGIN.date() - timedelta(days=1), LAST.date())
moments = some.integers(0, 60 * 24 * 40).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@given(moments, some.integers(1, 60 * 60))
def test_the_service_between_a_start_and_what_is_due_is_the_work(
    start: datetime, minutes: int
) -> None:
    work = timedelta(minutes=minutes)
    assert ELAPSED.service(start, service.due(CALENDAR, start, work).at) == work


@given(moments, some.integers(1, 20))
def test_the_last_day_of_a_term_is_in_time_and_the_day_after_is_not(
    start: datetime, days: int
) -> None:
    due = legal.due(CALENDAR, CALENDAR.day_of(start), days).day
    noon = datetime(due.year, due.month, due.day, 12, tzinfo=CALENDAR.zone)
    assert ELAPSED.business_days(start, noon) == days
    assert ELAPSED.business_days(start, noon + timedelta(days=1)) == days + 1


@given(moments)
def test_nothing_passes_before_it_began(start: datetime) -> None:
    assert ELAPSED.service(start, start) == timedelta(0)
    assert ELAPSED.service(start, start - timedelta(hours=3)) == timedelta(0)
