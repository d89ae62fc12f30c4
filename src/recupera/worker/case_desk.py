"""What an operator does with cases at the console: by reference, each step one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from recupera.cases.joining import fields_of
from recupera.cases.models import Case, Entry, EntryKind, State
from recupera.cases.sealed import open_entry
from recupera.cases.thread import find, root_of, shown
from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.clock import now
from recupera.worker import conversing
from recupera.worker.conversing import OPERATOR, TooLate

__all__ = ["NoSuchCase", "TooLate", "answer", "ask", "close", "extend", "waiting", "whole"]

STORE = "vault"


class NoSuchCase(Exception):
    """Nobody has a case of this reference."""


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
    with _held(reference) as (case, at):
        conversing.answer(case, text, by=OPERATOR, now=at)


def ask(reference: str, text: str) -> None:
    """Asks the person for what is missing, once and in time; their month begins."""
    with _held(reference) as (case, at):
        conversing.ask(case, text, by=OPERATOR, now=at)


def close(reference: str) -> None:
    with _held(reference) as (case, at):
        conversing.close(case, "", by=OPERATOR, now=at)


def extend(reference: str, until: date, because: str) -> None:
    """Moves the term, once, to a business day not beyond double, for a reason that is told."""
    with _held(reference) as (case, at):
        conversing.extend(case, until, because, by=OPERATOR, now=at)


@contextmanager
def _held(reference: str) -> Iterator[tuple[Case, datetime]]:
    """The root of its thread and the moment, within a transaction."""
    at = now(STORE)
    with transaction.atomic(STORE):
        yield root_of(_case(reference)), at


def _case(reference: str) -> Case:
    case = find(reference)
    if case is None:
        raise NoSuchCase
    return case
