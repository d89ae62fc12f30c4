"""Writing a case: its entries, and every change of its row by compare-and-set.

In the caller's vault transaction.
"""

from datetime import datetime
from typing import Any

from django.db.models import F

from recupera.cases.dates import dates
from recupera.cases.models import Author, Case, Entry, EntryKind, State
from recupera.cases.pace import first_of
from recupera.cases.policy import AFTERWARDS, Act, after
from recupera.cases.sealed import seal_entry


class Overtaken(Exception):
    """Somebody else changed the case since it was read; look again."""


class NotNow(Exception):
    """This cannot be done with a case in its state."""


def note(
    case: Case,
    kind: EntryKind,
    text: str = "",
    *,
    by: Author,
    now: datetime,
    shown: bool = True,
    agent: str = "",
) -> Entry:
    """Adds one entry; `agent` is who of the desk did it. Raises keys.TooLarge."""
    body = seal_entry(case.reference, kind.value, now, text)
    entry = Entry(case=case, at=now, by=by, kind=kind, shown=shown, agent=agent, body=body)
    entry.save(force_insert=True)
    return entry


def change(case: Case, **changes: Any) -> None:
    """Changes the row if nobody did since it was read. Raises Overtaken."""
    held = Case.objects.filter(reference=case.reference, revision=case.revision)
    if not held.update(revision=case.revision + 1, **changes):
        raise Overtaken
    case.revision += 1
    for name, value in changes.items():
        setattr(case, name, value)


def move(
    case: Case,
    act: Act,
    kind: EntryKind,
    text: str = "",
    *,
    by: Author,
    now: datetime,
    agent: str = "",
) -> Entry:
    """Does `act` with the case: its entry, its new state and dates, and the state of those that
    share its thread. Raises NotNow or Overtaken."""
    state = _allowed(case, act, now)
    now = _not_before(case, now)
    entry = note(case, kind, text, by=by, now=now, agent=agent)
    found = dates(case, case.entries.order_by("at", "id"), now=now)
    closed_at = now if state == State.CLOSED else None
    until = found.person_until if state == State.WAITING else _until(state, now)
    change(
        case,
        state=state,
        closed_at=closed_at,
        until=until,
        answer_by=found.answer_by,
        due_on=found.due_on if state == State.OPEN else None,
        first_answered_at=case.first_answered_at or (now if found.spoken else None),
        next_at=first_of(found, otherwise=case.received_at)
        if state == State.OPEN
        else closed_at or until or now,
    )
    change_joined(case, state=state, closed_at=closed_at, until=case.until, due_on=case.due_on)
    return entry


def change_joined(root: Case, **changes: Any) -> None:
    """The same for those that share its thread, which nobody changes but together with it."""
    joined = Case.objects.filter(joined_to=root.reference)
    joined.update(revision=F("revision") + 1, **changes)


def _allowed(case: Case, act: Act, now: datetime) -> str:
    state = after(case.state, act)
    late = case.state == State.CLOSED and (case.until is None or now > case.until)
    if state is None or late:
        raise NotNow
    return state


def _not_before(case: Case, now: datetime) -> datetime:
    """What was on its way while the desk wrote comes after that: it is then that it changes the
    case, and an open case without a term would be answered never."""
    of_others = case.entries.filter(shown=True).exclude(by=Author.PERSON)
    last = of_others.order_by("-at").values_list("at", flat=True).first()
    return max(now, last) if last else now


def _until(state: str, now: datetime) -> datetime | None:
    return None if state == State.OPEN else now + AFTERWARDS
