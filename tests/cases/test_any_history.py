"""What must hold of the standing of a case whatever is said to have happened to it."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from recupera.cases.terms import Event, History, State, What, latest_extension, standing
from recupera.clocks import legal
from tests.cases.terms import term_of
from tests.clocks.moments import SECOP2

DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
EVENTS = st.builds(
    Event, st.sampled_from(What), DAYS, st.none() | DAYS, st.sampled_from(["", "porque sí"])
)


@given(DAYS, st.integers(1, 30), st.lists(EVENTS, max_size=6), DAYS)
def test_no_history_makes_a_term_longer_than_double_from_where_it_began(
    received: date, days: int, events: list[Event], today: date
) -> None:
    events.sort(key=lambda event: event.on)
    given = History(received, term_of(days), tuple(events))
    found = standing(SECOP2, given, today=today)
    begins = [received, *(one.on for one in events if one.what is What.COMPLETED)]
    if found.due:
        assert legal.is_business_day(SECOP2, found.due)
        longest = [legal.due(SECOP2, begin, 2 * days).day for begin in begins]
        assert found.due <= max(longest)
        assert found.due >= legal.due(SECOP2, received, days).day
        assert found.due <= latest_extension(SECOP2, given)
    if found.person_until:
        assert legal.is_business_day(SECOP2, found.person_until)


@given(DAYS, st.integers(1, 30), st.lists(EVENTS, max_size=6))
def test_a_case_that_is_over_or_forwarded_stays_so(
    received: date, days: int, events: list[Event]
) -> None:
    events.sort(key=lambda event: event.on)
    given = History(received, term_of(days), tuple(events))
    states = [standing(SECOP2, given, today=received + n * DAY).state for n in range(0, 200, 7)]
    for before, after in pairwise(states):
        assert after in (before, State.OVER)
