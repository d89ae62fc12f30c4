"""What an operator does with cases at the console, where there is no desk yet.

Each step is one transaction: the entry, the state, the news to a confirmed address, the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from recupera.cases.dates import history, running, subject_of
from recupera.cases.joining import fields_of
from recupera.cases.models import Author, Case, Entry, EntryKind, State
from recupera.cases.policy import Act
from recupera.cases.sealed import open_entry
from recupera.cases.terms import may_ask, may_extend
from recupera.cases.thread import find, root_of, shown
from recupera.cases.writing import NotNow, change, change_joined, move, note
from recupera.journal.events import Event, record
from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.worker.case_letters import tell_news

STORE = "vault"


class NoSuchCase(Exception):
    """Nobody has a case of this reference."""


class TooLate(NotNow):
    """The law gives this no effect any more, or the day is none to which a term may go."""


@dataclass(frozen=True)
class Whole:
    """A case with what only the desk sees: the fields, and the notes about its form."""

    shown: CaseShown
    urgent: bool
    fields: dict[str, str]
    notes: tuple[str, ...]


def waiting() -> Iterator[Case]:
    """Every case that is not closed, urgent ones first, then by when it is due."""
    rows = Case.objects.filter(joined_to="").exclude(state=State.CLOSED)
    yield from rows.order_by("-urgent", "due_on", "opened_at")


def whole(reference: str) -> Whole:
    """Raises NoSuchCase. Of an objection's case it says only that there is one: what it is about
    is an account's, and `recupera recovery list` names it."""
    case = _case(reference)
    noted = Entry.objects.filter(case=case, kind=EntryKind.NOTED).order_by("at", "id")
    notes = [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in noted]
    return Whole(shown(case, now=now(STORE)), case.urgent, fields_of(case), tuple(notes))


def answer(reference: str, text: str) -> None:
    """Raises NoSuchCase, NotNow or Overtaken, as all of these do."""
    _moved(reference, Act.ANSWER, EntryKind.ANSWERED, text)


def ask(reference: str, text: str) -> None:
    """Asks the person for what is missing, once and in time; their month begins."""
    case = root_of(_case(reference))
    subject = subject_of(case.subject)
    at = now(STORE)
    if subject is None:
        raise NotNow
    petition = running(case, case.entries.order_by("at", "id"), calendar())
    told = history(petition, subject, calendar())
    if not may_ask(calendar(), told, on=calendar().day_of(at)):
        raise TooLate
    _moved(reference, Act.ASK, EntryKind.ASKED, text)


def close(reference: str) -> None:
    _moved(reference, Act.CLOSE, EntryKind.CLOSED, "")


def extend(reference: str, until: date, because: str) -> None:
    """Moves the term, once, to a business day not beyond double, for a reason that is told."""
    at = now(STORE)
    with transaction.atomic(STORE):
        case = root_of(_case(reference))
        _may_extend(case, until, because, at)
        text = f"{until.isoformat()} {because}"
        note(case, EntryKind.EXTENDED, text, by=Author.DESK, now=at)
        change(case, due_on=until)
        change_joined(case, due_on=until)
        _tell(case, "extend", at)


def _may_extend(case: Case, until: date, because: str, at: datetime) -> None:
    subject = subject_of(case.subject)
    if subject is None or case.state != State.OPEN:
        raise NotNow
    petition = running(case, case.entries.order_by("at", "id"), calendar())
    told = history(petition, subject, calendar())
    today = calendar().day_of(at)
    if not may_extend(calendar(), told, on=today, to=until, reason=because):
        raise TooLate


def _moved(reference: str, act: Act, kind: EntryKind, text: str) -> None:
    at = now(STORE)
    with transaction.atomic(STORE):
        case = root_of(_case(reference))
        move(case, act, kind, text, by=Author.DESK, now=at)
        _tell(case, act.value, at)


def _tell(case: Case, act: str, at: datetime) -> None:
    tell_news(case, at)
    record(Event.CHANGED, {"case": case.reference, "act": act, "by": "operator"})


def _case(reference: str) -> Case:
    case = find(reference)
    if case is None:
        raise NoSuchCase
    return case
