"""The service clock: open now? until when, or from when? and when so many hours of it are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, takewhile

from recupera.clocks.calendar import Calendar, Rest
from recupera.options.service import WEEK


@dataclass(frozen=True)
class Standing:
    """`until` is when it closes if it is open, and when it opens if it is not.

    `reasons`: the days of rest that keep it closed until then.
    """

    open: bool
    until: datetime
    reasons: tuple[Rest, ...] = ()


@dataclass(frozen=True)
class Due:
    """When the work is due, and why not sooner.

    `opens`: when the count began, if it was closed at the start. `reasons`: the days of rest on
    the way that would have had service.
    """

    at: datetime
    opens: datetime | None
    reasons: tuple[Rest, ...]


@dataclass(frozen=True)
class _Stretch:
    """An unbroken time of service, from `opens` until just before `closes`, in UTC."""

    opens: datetime
    closes: datetime


def standing(calendar: Calendar, now: datetime) -> Standing:
    """How the service stands at an aware instant; `until` is in the service's own zone."""
    stretch = next(_stretches(calendar, now))
    if stretch.opens <= now:
        return Standing(True, stretch.closes.astimezone(calendar.zone))
    opens = stretch.opens.astimezone(calendar.zone)
    return Standing(False, opens, _rests(calendar, now, opens))


def next_opening(calendar: Calendar, now: datetime) -> datetime:
    """When it opens next, in the service's own zone; if it is open, after it has closed."""
    found = next(one.opens for one in _stretches(calendar, now) if one.opens > now)
    return found.astimezone(calendar.zone)


def due(calendar: Calendar, start: datetime, work: timedelta) -> Due:
    """When `work` of service time has passed since the aware instant `start`; more than none."""
    if work <= timedelta(0):
        raise ValueError("work takes some time")
    ends = _end(calendar, start, work).astimezone(calendar.zone)
    stands = standing(calendar, start)
    return Due(ends, None if stands.open else stands.until, _rests(calendar, start, ends))


def openings(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    """From when to when it is open that day, in UTC; none on a day of rest."""
    if calendar.rest(day):
        return []
    return [(one.opens, one.closes) for one in _hours(calendar, day)]


def _end(calendar: Calendar, start: datetime, work: timedelta) -> datetime:
    for stretch in _stretches(calendar, start):
        begins = max(stretch.opens, start)
        if work <= stretch.closes - begins:
            return begins + work
        work -= stretch.closes - begins
    raise AssertionError("a service that has hours has them for ever")


def _stretches(calendar: Calendar, since: datetime) -> Iterator[_Stretch]:
    """Every stretch that closes after `since`, the next one first, without an end."""
    for day in _days(calendar, since):
        if not calendar.rest(day):
            yield from (one for one in _hours(calendar, day) if one.closes > since)


def _rests(calendar: Calendar, since: datetime, until: datetime) -> tuple[Rest, ...]:
    """The days of rest that would have had service between two instants."""
    days = takewhile(calendar.day_of(until).__ge__, _days(calendar, since))
    served = (day for day in days if any(one.closes > since for one in _hours(calendar, day)))
    return tuple(rest for day in served if (rest := calendar.rest(day)))


def _days(calendar: Calendar, since: datetime) -> Iterator[date]:
    first = calendar.day_of(since)
    return (first + timedelta(days=number) for number in count())


def _hours(calendar: Calendar, day: date) -> list[_Stretch]:
    """What the week has for this day, were it no day of rest."""
    openings = [one for one in calendar.service.hours if WEEK[day.weekday()] in one.days]
    return [
        _Stretch(_instant(calendar, day, one.opens), _instant(calendar, day, one.closes))
        for one in sorted(openings, key=lambda one: one.opens)
    ]


def _instant(calendar: Calendar, day: date, clock: time) -> datetime:
    # In UTC at once: within one zone, Python subtracts what clocks on the wall show.
    return datetime.combine(day, clock, calendar.zone).astimezone(UTC)
