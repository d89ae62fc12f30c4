"""How much of both clocks lies between two moments, for many pairs of them: summed up once by day.

No database. `docs/operate/supervision.md` says what the desk shows of it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from recupera.clocks.calendar import Calendar
from recupera.clocks.legal import is_business_day
from recupera.clocks.service import openings

DAY = timedelta(days=1)
Stretches = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class _Day:
    """What there was before it: seconds of service, business days; and its own hours."""

    served: float
    business: int
    hours: Stretches
    is_business: bool


class Elapsed:
    """Between any two aware moments from `first` to the end of `last`, days of the platform."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self._calendar = calendar
        self._days: dict[date, _Day] = {}
        served, business = 0.0, 0
        for day in (first + DAY * number for number in range((last - first).days + 1)):
            hours, works = tuple(openings(calendar, day)), is_business_day(calendar, day)
            self._days[day] = _Day(served, business, hours, works)
            served += sum((closes - opens).total_seconds() for opens, closes in hours)
            business += works

    def service(self, since: datetime, until: datetime) -> timedelta:
        """The time of service between them."""
        return timedelta(seconds=max(0.0, self._served(until) - self._served(since)))

    def business_days(self, since: datetime, until: datetime) -> int:
        """Which business day after that of `since` it is, as legal terms count; a day of rest
        counts as the business day that follows it."""
        begin, end = self._day(since), self._day(until)
        return max(0, end.business + 1 - begin.business - begin.is_business)

    def _served(self, at: datetime) -> float:
        day = self._day(at)
        passed = (min(at, closes) - opens for opens, closes in day.hours if at > opens)
        return day.served + sum(one.total_seconds() for one in passed)

    def _day(self, at: datetime) -> _Day:
        return self._days[self._calendar.day_of(at)]
