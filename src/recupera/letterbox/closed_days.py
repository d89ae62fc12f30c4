"""The days that the operator closes besides the holidays, and the calendar with them in it."""

from collections.abc import Mapping
from datetime import date

from django.db import DatabaseError

from recupera.clocks.calendar import Calendar
from recupera.letterbox.glance import Glance
from recupera.letterbox.models import ClosedDay
from recupera.options import current
from recupera.options.words import Text

KEPT = 60.0
Days = Mapping[date, Text]


def calendar() -> Calendar:
    """The preset's calendar with the operator's closed days, which are at most a minute old."""
    return Calendar(current().texts.service, _days())


def close(day: date, reason: Text) -> None:
    """Closes a day, or changes why it is closed."""
    values = {"reason_es": reason.es, "reason_en": reason.en}
    ClosedDay.objects.update_or_create(day=day, defaults=values)
    forget()


def reopen(day: date) -> bool:
    """False when the day was not closed here."""
    deleted, _ = ClosedDay.objects.filter(day=day).delete()
    forget()
    return bool(deleted)


def _look(before: Days) -> Days:
    # A page about a store that is away must not fail for asking the store.
    try:
        rows = ClosedDay.objects.all()
        return {row.day: Text(es=row.reason_es, en=row.reason_en) for row in rows}
    except DatabaseError:
        return before


_days: Glance[Days] = Glance(_look, {}, seconds=KEPT)
forget = _days.forget
