"""Days of what has happened, as people say them, in the platform's time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from recupera.portal import hours


def day_and_hour(when: datetime, *, today: date) -> str:
    """ "domingo 22 de noviembre, 3:52 p. m."; with its year where it is not this one."""
    local = when.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{hours.weekday_and_day(local.date(), now=today)}, {hours.clock(local.time())}"


def today(now: float) -> date:
    """The day of an instant in epoch seconds, where the platform is."""
    return datetime.fromtimestamp(now, ZoneInfo(settings.TIME_ZONE)).date()
