"""Why a day is not sooner, in a sentence: "porque el lunes 16 de noviembre es festivo (…)"."""

from collections.abc import Iterable
from datetime import date

from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.clocks.calendar import Rest
from recupera.portal.hours import locale_of, weekday_and_day


def because(rests: Iterable[Rest], *, now: date) -> str:
    """Empty without days of rest on the way, so that a page says nothing of them."""
    said = [_said(rest, now) for rest in rests]
    if not said:
        return ""
    language = get_language()
    return _("porque %(days)s") % {"days": format_list(said, locale=locale_of(language))}


def _said(rest: Rest, now: date) -> str:
    words = {
        "day": weekday_and_day(rest.day, now=now),
        "reason": rest.reason.said(get_language() or "es"),
    }
    if rest.holiday:
        return _("el %(day)s es festivo (%(reason)s)") % words
    return _("el %(day)s no hay servicio (%(reason)s)") % words
