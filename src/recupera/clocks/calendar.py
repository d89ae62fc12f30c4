"""The calendar both clocks go by: the hours of service, and the days of rest with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from recupera.clocks.days import holidays_of
from recupera.options.service import Service
from recupera.options.words import Text

# Why the days are closed that a preset names, which says no more than the day.
SCHEDULED = Text(es="cierre programado", en="scheduled closing")


@dataclass(frozen=True)
class Rest:
    """A day on which nobody works: a public holiday by its name, or closed for a reason."""

    day: date
    reason: Text
    holiday: bool


@dataclass(frozen=True)
class Calendar:
    """`closed`: days without service besides the preset's, each with its reason."""

    service: Service
    closed: Mapping[date, Text] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.service.zone)

    def day_of(self, instant: datetime) -> date:
        """The day that an aware instant belongs to, where the platform is."""
        return instant.astimezone(self.zone).date()

    def rest(self, day: date) -> Rest | None:
        """Why nobody works on `day`, whatever its weekday; None on any other day."""
        holiday = holidays_of(self.service.holidays, day.year).get(day)
        if holiday:
            return Rest(day, holiday, holiday=True)
        closed = self.closed.get(day) or (SCHEDULED if day in self.service.closed else None)
        return Rest(day, closed, holiday=False) if closed else None

    def rests_of(self, year: int) -> tuple[Rest, ...]:
        """Every day of rest of a year in its order, those on a Sunday too."""
        days = {*holidays_of(self.service.holidays, year), *self.closed, *self.service.closed}
        found = (self.rest(day) for day in sorted(days) if day.year == year)
        return tuple(rest for rest in found if rest)
