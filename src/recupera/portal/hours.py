"""Hours as people say them, in the platform's time zone: "las 3:52 p. m.", "3:52 PM"."""

import math
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.conf import settings
from django.utils.translation import get_language

MINUTE = 60


def until(when: float) -> str:
    """The last whole minute at which something still holds; `when` in epoch seconds."""
    return _hour(math.floor(when / MINUTE), get_language() or "es")


def since(when: float) -> str:
    """The first whole minute at which something already holds."""
    return _hour(math.ceil(when / MINUTE), get_language() or "es")


def day_and_hour(when: float, *, now: float) -> str:
    """Like `since`, with the day in front where it is not today."""
    language, minute = get_language() or "es", math.ceil(when / MINUTE)
    if _local(minute).date() == _local(int(now // MINUTE)).date():
        return _hour(minute, language)
    return _day(minute, language)


def weekday_and_hour(when: float) -> str:
    """From when something holds, with its day: "el lunes 23 de noviembre a las 7:00 a. m."."""
    language, minute = get_language() or "es", math.ceil(when / MINUTE)
    day = weekday_and_day(_local(minute).date())
    if language == "en":
        return f"{day} at {_hour(minute, language)}"
    return f"el {day} a {_hour(minute, language)}"


def weekday_and_day(day: date, *, now: date | None = None) -> str:
    """ "lunes 23 de noviembre", "Monday, November 23"; with its year where it is not that of `now`.

    In Spanish without an article.
    """
    return _weekday_and_day(day, get_language() or "es", bool(now and now.year != day.year))


def clock(hour: time, language: str | None = None) -> str:
    """An hour of any day: "7:00 a. m.", "7:00 AM"."""
    said = format_time(hour, "short", locale=locale_of(language or get_language()))
    # Old phones have no letter for the narrow space that Babel writes.
    return said.replace("\u202f", "\u00a0")


def locale_of(language: str | None) -> str:
    """Babel's name for how this language is written here."""
    return "en_US" if language == "en" else "es_CO"


@lru_cache(maxsize=512)
def _hour(minute: int, language: str) -> str:
    when = _local(minute)
    hour = clock(when.time(), language)
    if language == "en":
        return hour
    # "A la 1:05", "a las 3:52": the article goes with the hour.
    return f"{'la' if when.hour % 12 == 1 else 'las'} {hour}"


@lru_cache(maxsize=64)
def _day(minute: int, language: str) -> str:
    when = _local(minute)
    if language == "en":
        return f"{_hour(minute, language)} on {format_date(when, 'MMMM d', locale='en_US')}"
    day = format_date(when, "d 'de' MMMM", locale="es_CO")
    return f"{_hour(minute, language)} del {day}"


@lru_cache(maxsize=256)
def _weekday_and_day(day: date, language: str, with_year: bool) -> str:
    if language == "en":
        pattern = "EEEE, MMMM d, y" if with_year else "EEEE, MMMM d"
    else:
        pattern = "EEEE d 'de' MMMM 'de' y" if with_year else "EEEE d 'de' MMMM"
    return format_date(day, pattern, locale=locale_of(language))


def _local(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * MINUTE, UTC).astimezone(ZoneInfo(settings.TIME_ZONE))
