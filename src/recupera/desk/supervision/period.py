"""The days that are looked at, and what they need."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from recupera.clocks.calendar import Calendar

CHOICES = (7, 30, 90)


@dataclass(frozen=True)
class Period:
    """The last so many days of the platform, today included; `now` is aware."""

    days: int
    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        return self.calendar.day_of(self.now)

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), self.calendar.zone)

    @property
    def each(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.days)]
