"""The hours of a week as people read them: "Lunes a viernes", "7:00 a. m. a 7:00 p. m."."""

from collections.abc import Iterator
from datetime import time
from itertools import groupby

from babel.dates import get_day_names
from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.options.service import WEEK, Day, Service
from recupera.portal.hours import clock, locale_of

Hours = tuple[tuple[time, time], ...]


def rows(service: Service) -> Iterator[tuple[str, str]]:
    """Days and hours; days that follow each other with the same hours are one row."""
    for hours, days in groupby(WEEK, key=lambda day: _hours_of(service, day)):
        yield _days(list(days)), _hours(hours)


def _hours_of(service: Service, day: Day) -> Hours:
    return tuple(sorted((one.opens, one.closes) for one in service.hours if day in one.days))


def _days(days: list[Day]) -> str:
    names = get_day_names(locale=locale_of(get_language()))
    first, last = names[WEEK.index(days[0])], names[WEEK.index(days[-1])]
    words = {"first": first.capitalize(), "last": last}
    match len(days):
        case 1:
            return str(words["first"])
        case 2:
            return _("%(first)s y %(last)s") % words
    return _("%(first)s a %(last)s") % words


def _hours(hours: Hours) -> str:
    if not hours:
        return _("Cerrado")
    said = [_("%(opens)s a %(closes)s") % _clocks(*one) for one in hours]
    return format_list(said, locale=locale_of(get_language()))


def _clocks(opens: time, closes: time) -> dict[str, str]:
    return {"opens": clock(opens), "closes": clock(closes)}
