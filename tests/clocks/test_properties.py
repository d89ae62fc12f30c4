"""What must hold of both clocks at any time, on calendars with any days closed."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recupera.clocks import legal, service
from recupera.clocks.calendar import Calendar
from recupera.options.service import WEEK
from recupera.options.words import Text
from tests.clocks.moments import BOGOTA, SECOP2

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
REASON = Text(es="cierre", en="closing")
# Far years too; the package knows Colombia's holidays up to 2100. In 1992 its clocks were changed.
FIRST, LAST = date(1994, 1, 1), date(2098, 12, 31)


@st.composite
def calendars(draw: st.DrawFn, around: date) -> Calendar:
    """Days closed near `around`: none, some, or long stretches."""
    near = st.integers(min_value=-3, max_value=40).map(lambda number: around + number * DAY)
    return Calendar(SECOP2.service, {day: REASON for day in draw(st.sets(near, max_size=20))})


@st.composite
def receipts(draw: st.DrawFn) -> tuple[Calendar, date]:
    day = draw(st.dates(FIRST, LAST))
    return draw(calendars(day)), day


@st.composite
def starts(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    calendar, day = draw(receipts())
    start = datetime(day.year, day.month, day.day, tzinfo=BOGOTA)
    return calendar, start + draw(st.integers(0, 24 * 60 - 1)) * MINUTE


terms = st.integers(min_value=1, max_value=45)
works = st.integers(min_value=1, max_value=40 * 60).map(lambda number: number * MINUTE)


def works_on(calendar: Calendar, day: date) -> bool:
    return day.weekday() < 5 and calendar.rest(day) is None


def serves(calendar: Calendar, minute: datetime) -> bool:
    """Whether somebody is there from this minute to the next."""
    if calendar.rest(minute.date()):
        return False
    return any(
        WEEK[minute.weekday()] in one.days and one.opens <= minute.time() < one.closes
        for one in calendar.service.hours
    )


@given(receipts(), terms)
def test_a_term_ends_where_a_count_day_by_day_ends(given: tuple[Calendar, date], n: int) -> None:
    calendar, day = given
    found = legal.due(calendar, day, n)
    passed, resting = 0, []
    while passed < n:
        day += DAY
        passed += works_on(calendar, day)
        resting += [day] if day.weekday() < 5 and calendar.rest(day) else []
    assert found.day == day
    assert [rest.day for rest in found.reasons] == resting


@given(receipts(), terms, terms)
def test_terms_add_up_and_grow(given: tuple[Calendar, date], a: int, b: int) -> None:
    calendar, day = given
    half, whole = legal.due(calendar, day, a), legal.due(calendar, day, a + b)
    rest = legal.due(calendar, half.day, b)
    assert whole.day == rest.day > half.day > day
    assert whole.reasons == half.reasons + rest.reasons


@given(receipts(), terms)
def test_a_term_ends_on_no_day_of_rest_and_never_sooner_for_who_came_later(
    given: tuple[Calendar, date], n: int
) -> None:
    calendar, day = given
    ends = legal.due(calendar, day, n).day
    assert works_on(calendar, ends)
    assert ends <= legal.due(calendar, day + DAY, n).day


@given(receipts(), terms)
def test_it_makes_no_difference_on_which_day_of_rest_something_came(
    given: tuple[Calendar, date], n: int
) -> None:
    calendar, day = given
    before = legal.next_business_day(calendar, day) - DAY
    assert legal.due(calendar, day, n).day == legal.due(calendar, before, n).day


@given(starts(), works)
def test_work_ends_where_a_count_minute_by_minute_ends(
    given: tuple[Calendar, datetime], work: timedelta
) -> None:
    calendar, start = given
    minute, left = start, work
    while left:
        left -= MINUTE if serves(calendar, minute) else timedelta(0)
        minute += MINUTE
    found = service.due(calendar, start, work)
    assert found.at == minute
    assert (found.opens is None) == serves(calendar, start)


@given(starts(), works, works)
def test_works_add_up_and_grow(
    given: tuple[Calendar, datetime], a: timedelta, b: timedelta
) -> None:
    calendar, start = given
    half, whole = service.due(calendar, start, a), service.due(calendar, start, a + b)
    assert whole.at == service.due(calendar, half.at, b).at
    assert start < half.at < whole.at


@given(starts(), works)
def test_when_it_is_closed_it_makes_no_difference_when_something_came(
    given: tuple[Calendar, datetime], work: timedelta
) -> None:
    calendar, start = given
    found = service.due(calendar, start, work)
    later = service.due(calendar, found.opens or start, work)
    assert later.at == found.at
    assert later.opens is None
    assert service.due(calendar, start + MINUTE, work).at >= found.at


@given(starts(), works)
def test_work_ends_while_somebody_is_there_and_the_reasons_lie_on_its_way(
    given: tuple[Calendar, datetime], work: timedelta
) -> None:
    calendar, start = given
    found = service.due(calendar, start, work)
    # The last minute was served; at its end the house may just have closed.
    assert serves(calendar, found.at - MINUTE)
    assert found.at.utcoffset() == timedelta(hours=-5)
    for rest in found.reasons:
        assert calendar.rest(rest.day) == rest
        assert start.date() <= rest.day < found.at.date()
        assert rest.day.weekday() < 6


@given(starts())
def test_it_opens_next_when_it_was_closed_just_before(given: tuple[Calendar, datetime]) -> None:
    calendar, now = given
    opens = service.next_opening(calendar, now)
    assert opens > now
    assert serves(calendar, opens)
    assert not serves(calendar, opens - MINUTE)
