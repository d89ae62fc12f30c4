"""What the desk says in a case and does with it: the same at the console and through the hatch.

Each in the caller's vault transaction: the entry, the state, the news to a confirmed address, the
journal. `by` is an agent's id, or "operator" at the console.
"""

from datetime import date, datetime

from recupera.cases.dates import dates, history, running, subject_of
from recupera.cases.models import Author, Case, EntryKind, State
from recupera.cases.pace import first_of
from recupera.cases.policy import Act
from recupera.cases.terms import History, latest_extension, may_ask, may_extend
from recupera.cases.writing import NotNow, change, change_joined, move, note
from recupera.journal.events import Event, record_of
from recupera.letterbox.closed_days import calendar
from recupera.worker.case_letters import tell_news

OPERATOR = "operator"


class TooLate(NotNow):
    """The law gives this no effect any more, or the day is none to which a term may go."""


def answer(case: Case, text: str, *, by: str, now: datetime) -> None:
    """Raises NotNow or Overtaken, as all of these do."""
    _moved(case, Act.ANSWER, EntryKind.ANSWERED, text, by=by, now=now)


def ask(case: Case, text: str, *, by: str, now: datetime) -> None:
    """Asks the person for what is missing, once and in time; their month begins. Raises TooLate."""
    told = _history(case)
    if told is None:
        raise NotNow
    if not may_ask(calendar(), told, on=calendar().day_of(now)):
        raise TooLate
    _moved(case, Act.ASK, EntryKind.ASKED, text, by=by, now=now)


def close(case: Case, text: str, *, by: str, now: datetime) -> None:
    _moved(case, Act.CLOSE, EntryKind.CLOSED, text, by=by, now=now)


def reopen(case: Case, text: str, *, by: str, now: datetime) -> None:
    """Takes the desk's own end back; the term is the one that it was."""
    _moved(case, Act.REOPEN, EntryKind.REOPENED, text, by=by, now=now)


def extend(case: Case, until: date, because: str, *, by: str, now: datetime) -> None:
    """Moves the term, once, to a business day not beyond double, for a reason that is told.

    Raises TooLate."""
    told = _history(case)
    if told is None or case.state != State.OPEN:
        raise NotNow
    if not may_extend(calendar(), told, on=calendar().day_of(now), to=until, reason=because):
        raise TooLate
    text = f"{until.isoformat()} {because}"
    note(case, EntryKind.EXTENDED, text, by=Author.DESK, now=now, agent=_agent(by))
    found = dates(case, case.entries.order_by("at", "id"), now=now)
    change(case, due_on=until, next_at=first_of(found, otherwise=case.received_at))
    change_joined(case, due_on=until)
    _tell(case, "extend", by, now)


def latest_day(case: Case) -> date | None:
    """The last day to which the term of an open case may be moved."""
    told = _history(case)
    return latest_extension(calendar(), told) if told else None


def _moved(case: Case, act: Act, kind: EntryKind, text: str, *, by: str, now: datetime) -> None:
    move(case, act, kind, text, by=Author.DESK, now=now, agent=_agent(by))
    _tell(case, act.value, by, now)


def _tell(case: Case, act: str, by: str, now: datetime) -> None:
    tell_news(case, now)
    record_of(case.reference, Event.CHANGED, {"act": act, "by": by})


def _history(case: Case) -> History | None:
    """None where no subject says how long the term is."""
    subject = subject_of(case.subject)
    if subject is None:
        return None
    petition = running(case, case.entries.order_by("at", "id"), calendar())
    return history(petition, subject, calendar())


def _agent(by: str) -> str:
    return "" if by == OPERATOR else by
