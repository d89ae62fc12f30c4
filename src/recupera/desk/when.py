"""Days and hours as agents read them, short, where the platform is: "mar 17 nov, 10:30"."""

from datetime import date, datetime

from babel.dates import format_date
from django.utils.translation import get_language

from recupera.letterbox.closed_days import calendar


def day(when: date, *, today: date) -> str:
    """ "mar 17 nov", with its year where it is not this one."""
    pattern = "EEE d MMM" if when.year == today.year else "EEE d MMM y"
    return format_date(when, pattern, locale="en_GB" if get_language() == "en" else "es_CO")


def moment(at: datetime, *, today: date) -> str:
    local = at.astimezone(calendar().zone)
    return f"{day(local.date(), today=today)}, {local:%H:%M}"


def today_of(now: datetime) -> date:
    return calendar().day_of(now)
