"""Moments and calendars of Bogotá, for the tests of both clocks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from recupera.clocks.calendar import Calendar, Rest
from recupera.options.preset import load_preset
from recupera.options.words import Text

BOGOTA = ZoneInfo("America/Bogota")
SECOP2 = Calendar(load_preset("secop2").service)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


def on(text: str) -> date:
    return date.fromisoformat(text)


def closed(*days: str, because: str = "cierre de fin de año") -> Calendar:
    """The same calendar with further days closed."""
    reason = Text(es=because, en="end of year")
    return Calendar(SECOP2.service, {on(day): reason for day in days})


def told(reasons: tuple[Rest, ...]) -> list[str]:
    return [f"{rest.day}: {rest.reason.es}" for rest in reasons]
