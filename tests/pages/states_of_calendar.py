"""The states of the calendar; see states.py."""

from collections.abc import Callable
from datetime import date

from recupera.letterbox import closed_days
from recupera.options.words import Text
from tests.pages.stage import Stage


def calendar(stage: Stage) -> None:
    stage.open("/calendario")


def closed_day(stage: Stage) -> None:
    stage.clock.move_to("2026-11-23T15:00:00Z")
    closed_days.close(date(2026, 11, 23), Text(es="Jornada de capacitación", en="Training"))
    stage.open("/calendario")
    closed_days.reopen(date(2026, 11, 23))


def end_of_the_year(stage: Stage) -> None:
    stage.clock.move_to("2026-12-30T15:00:00Z")
    stage.open("/calendario")


CALENDAR: dict[str, Callable[[Stage], None]] = {
    "calendar": calendar,
    "calendar, a closed day": closed_day,
    "calendar, the end of the year": end_of_the_year,
}
