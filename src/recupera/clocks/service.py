"""The service clock: open now? until when, or from when? and when so many hours of it are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from recupera.clocks.days import rests
from recupera.options.service import WEEK, Service


@dataclass(frozen=True)
class Standing:
    """`until` is when it closes if it is open, and when it opens if it is not."""

    open: bool
    until: datetime


@dataclass(frozen=True)
class _Stretch:
    """An unbroken time of service, from `opens` until just before `closes`, in UTC."""

    opens: datetime
    closes: datetime


def standing(service: Service, now: datetime) -> Standing:
    """How the service stands at an aware instant; `until` is in the service's own zone."""
    stretch = next(_stretches(service, now))
    is_open = stretch.opens <= now
    until = stretch.closes if is_open else stretch.opens
    return Standing(is_open, until.astimezone(ZoneInfo(service.zone)))


def due(service: Service, start: datetime, work: timedelta) -> datetime:
    """When `work` of service time has passed since the aware instant `start`."""
    for stretch in _stretches(service, start):
        begins = max(stretch.opens, start)
        if work <= stretch.closes - begins:
            return (begins + work).astimezone(ZoneInfo(service.zone))
        work -= stretch.closes - begins
    raise AssertionError("a service that has hours has them for ever")


def _stretches(service: Service, since: datetime) -> Iterator[_Stretch]:
    """Every stretch that closes after `since`, the next one first, without an end."""
    first = since.astimezone(ZoneInfo(service.zone)).date()
    for number in count():
        for stretch in _of_day(service, first + timedelta(days=number)):
            if stretch.closes > since:
                yield stretch


def _of_day(service: Service, day: date) -> list[_Stretch]:
    openings = [one for one in service.hours if WEEK[day.weekday()] in one.days]
    if not openings or rests(service, day):
        return []
    zone = ZoneInfo(service.zone)
    return [
        _Stretch(_instant(day, one.opens, zone), _instant(day, one.closes, zone))
        for one in sorted(openings, key=lambda one: one.opens)
    ]


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # In UTC at once: within one zone, Python subtracts what clocks on the wall show.
    return datetime.combine(day, clock, zone).astimezone(UTC)
