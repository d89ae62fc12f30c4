"""When a case was received, whether somebody is there, and by when there is an answer: in words."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from recupera.cases.catalogue import Subject
from recupera.clocks import legal
from recupera.clocks.calendar import Rest
from recupera.clocks.service import standing
from recupera.letterbox.closed_days import calendar
from recupera.portal import hours
from recupera.portal.form.draft import catalogue


@dataclass(frozen=True)
class Promise:
    """`received` with day and hour; `opens` is empty while the service is open; `due` is the day.

    `because`: the days of rest on weekdays that lie on the way, each in a sentence.
    """

    received: str
    opens: str
    due: str
    because: tuple[str, ...]


def promised(received_at: float, subject: Subject | None, language: str) -> Promise:
    """`received_at` in epoch seconds. By the law's term, which the desk does not exceed."""
    now, received = time.time(), datetime.fromtimestamp(received_at, UTC)
    stands = standing(calendar(), datetime.fromtimestamp(now, UTC))
    today = calendar().day_of(datetime.fromtimestamp(now, UTC))
    term = catalogue().term(subject.term) if subject else None
    due = legal.due(calendar(), calendar().day_of(received), term.days) if term else None
    return Promise(
        received=_moment(received, today),
        opens="" if stands.open else hours.weekday_and_hour(stands.until.timestamp()),
        due=hours.weekday_and_day(due.day, now=today) if due else "",
        because=tuple(_because(rest, language) for rest in due.reasons) if due else (),
    )


def _moment(when: datetime, today: date) -> str:
    """A moment that was: "domingo 22 de noviembre, 3:52 p. m."."""
    local = when.astimezone(calendar().zone)
    return f"{hours.weekday_and_day(local.date(), now=today)}, {hours.clock(local.time())}"


def _because(rest: Rest, language: str) -> str:
    """Why a day on the way is not counted."""
    day, name = hours.weekday_and_day(rest.day), rest.reason.said(language)
    if rest.holiday:
        return _("El %(day)s no cuenta porque es festivo (%(name)s).") % {"day": day, "name": name}
    return _("El %(day)s no cuenta: %(name)s.") % {"day": day, "name": name}
