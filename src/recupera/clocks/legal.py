"""The legal clock: business days, Monday to Friday without the calendar's days of rest.

They count from the day after receipt, whatever its hour and even if it was a day of rest itself
(Ley 1755 of 2015, article 14; that terms of the law are business days: Ley 4 of 1913, article 62).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from recupera.clocks.calendar import Calendar, Rest

DAY = timedelta(days=1)
FRIDAY = 4


@dataclass(frozen=True)
class Due:
    """The last day of a term. `reasons`: the days of rest on the way that fall on weekdays."""

    day: date
    reasons: tuple[Rest, ...]


def due(calendar: Calendar, received: date, days: int) -> Due:
    """The end of a term of so many business days, one at least; `received` is not counted."""
    if isinstance(received, datetime):
        raise TypeError("which day it was depends on the zone: Calendar.day_of(instant)")
    if days < 1:
        raise ValueError("a term has one business day at least")
    day = received
    for _ in range(days):
        day = next_business_day(calendar, day)
    return Due(day, rests(calendar, received, day))


def next_business_day(calendar: Calendar, day: date) -> date:
    """The first business day after this day."""
    day += DAY
    while not is_business_day(calendar, day):
        day += DAY
    return day


def is_business_day(calendar: Calendar, day: date) -> bool:
    return day.weekday() <= FRIDAY and not calendar.rest(day)


def rests(calendar: Calendar, after: date, until: date) -> tuple[Rest, ...]:
    """The days of rest on weekdays after the one day and up to the other."""
    days = (after + DAY * number for number in range(1, (until - after).days + 1))
    found = (calendar.rest(day) for day in days if day.weekday() <= FRIDAY)
    return tuple(rest for rest in found if rest)
