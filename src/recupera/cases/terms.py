"""How a case stands before the law, from its history: due when, why, and what may still be done.

The rules are those of petitions before Colombian authorities (Ley 1755 of 2015, which rewrote
articles 13 to 33 of the CPACA): article 14 the terms and their extension, 17 what is incomplete,
21 what belongs to another authority. The catalogue holds the numbers of each kind of petition, and
docs/decisions/0016-two-clocks.md says which readings are ours and want a lawyer's eye.

An event to which the law gives no effect changes nothing here: a question that was asked too late
suspends no term, and an extension past the limit moves none. So no slip at the desk makes a term
longer than the law does. Every `date` is a day where the platform is (`Calendar.day_of`).
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce

from recupera.cases.catalogue import Term
from recupera.clocks import legal
from recupera.clocks.calendar import Calendar, Rest


class What(StrEnum):
    """What changed a term."""

    ASKED = "asked"
    COMPLETED = "completed"
    EXTENDED = "extended"
    FORWARDED = "forwarded"


class State(StrEnum):
    """`over`: the day has passed, of our answer (`due`) or of the person's (`person_until`)."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    FORWARDED = "forwarded"
    OVER = "over"


@dataclass(frozen=True)
class Event:
    """`to` and `reason` belong to an extension: the new last day, and what the person is told."""

    what: What
    on: date
    to: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class History:
    """What happened to one petition, oldest event first.

    A case that is taken up again after its answer, or after the person's month, is a new petition:
    received that day.
    """

    received: date
    term: Term
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Standing:
    """`due`: the last day for our answer; None while the person is asked and once it is forwarded.

    `reasons`: the days of rest on the way to it. `person_until`: the last day for the person to add
    what was asked; None when nothing is asked.
    """

    state: State
    due: date | None = None
    reasons: tuple[Rest, ...] = ()
    person_until: date | None = None


def standing(calendar: Calendar, history: History, *, today: date) -> Standing:
    """How the case stands on `today`, as far as its history tells."""
    count = _counted(calendar, history)
    if count.state is State.FORWARDED:
        return Standing(State.FORWARDED)
    if count.person_until:
        late = today > count.person_until
        return Standing(State.OVER if late else State.SUSPENDED, person_until=count.person_until)
    state = State.OVER if today > count.due else count.state
    return Standing(state, count.due, legal.rests(calendar, count.began, count.due))


def may_ask(calendar: Calendar, history: History, *, on: date) -> bool:
    """Whether the person may be asked for what is missing: within ten business days of receipt
    (or what its term says), while the first term runs (article 17).
    """
    return _counted(calendar, history).may_ask(on)


def may_extend(calendar: Calendar, history: History, *, on: date, to: date, reason: str) -> bool:
    """Whether the last day may be moved: once, before it has passed, for a reason that the person
    is told, to a business day not after `latest_extension` (article 14, paragraph).
    """
    return _counted(calendar, history).may_extend(on, to, reason)


def latest_extension(calendar: Calendar, history: History) -> date:
    """The last day to which the term may be extended: never beyond double (article 14)."""
    return _counted(calendar, history).latest


def may_forward(calendar: Calendar, history: History, *, on: date) -> bool:
    """Whether it may go to the authority it belongs to: within five business days of receipt
    (article 21, or what its term says). The other's term counts from the day after it came there.
    """
    return _counted(calendar, history).may_forward(on)


@dataclass(frozen=True)
class _Count:
    """Where a term stands after some events; `began` is the day that it is counted from."""

    calendar: Calendar
    received: date
    term: Term
    state: State
    began: date
    due: date
    person_until: date | None = None

    @property
    def latest(self) -> date:
        return legal.due(self.calendar, self.began, self.term.longest).day

    def may_ask(self, on: date) -> bool:
        return self.state is State.RUNNING and self._within(on, self.term.ask_within)

    def may_forward(self, on: date) -> bool:
        return self.state is not State.FORWARDED and self._within(on, self.term.forward_within)

    def may_extend(self, on: date, to: date, reason: str) -> bool:
        in_time = self.state is State.RUNNING and self.began <= on <= self.due
        within = self.due < to <= self.latest and legal.is_business_day(self.calendar, to)
        return in_time and within and bool(reason.strip())

    def may_complete(self, on: date) -> bool:
        return self.person_until is not None and self.began <= on <= self.person_until

    def after(self, event: Event) -> "_Count":
        """The same count, where the law gives this event no effect."""
        match event:
            case Event(What.ASKED, on) if self.may_ask(on):
                until = _months_later(self.calendar, on, self.term.person_months)
                return replace(self, state=State.SUSPENDED, person_until=until)
            case Event(What.COMPLETED, on) if self.may_complete(on):
                return _first(self.calendar, self.received, self.term, began=on)
            case Event(What.EXTENDED, on, date() as to, reason) if self.may_extend(on, to, reason):
                return replace(self, state=State.EXTENDED, due=to)
            case Event(What.FORWARDED, on) if self.may_forward(on):
                return replace(self, state=State.FORWARDED)
        return self

    def _within(self, on: date, days: int) -> bool:
        last = min(self.due, legal.due(self.calendar, self.received, days).day)
        return self.began <= on <= last


def _counted(calendar: Calendar, history: History) -> _Count:
    received = history.received
    first = _first(calendar, received, history.term, began=received)
    return reduce(_Count.after, history.events, first)


def _first(calendar: Calendar, received: date, term: Term, *, began: date) -> _Count:
    due = legal.due(calendar, began, term.days).day
    return _Count(calendar, received, term, State.RUNNING, began, due)


def _months_later(calendar: Calendar, day: date, months: int) -> date:
    """By the calendar, as months of the law are; a day of rest at the end moves it to the next
    business day (Ley 4 of 1913, article 62). From 31 January it is the last day of February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    same = date(year, month + 1, min(day.day, last))
    if legal.is_business_day(calendar, same):
        return same
    return legal.next_business_day(calendar, same)
