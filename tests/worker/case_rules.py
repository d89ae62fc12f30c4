"""What holds of every case at every moment, said once more and without the code's own words."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from recupera.cases import models
from recupera.cases.catalogue import load_catalogue
from recupera.cases.models import Case, Entry
from recupera.cases.sealed import open_entry
from recupera.cases.thread import email_of
from recupera.clocks import legal
from recupera.letterbox.closed_days import calendar
from recupera.options import current
from recupera.people.case_reference import grouped
from tests.worker.case_crowd import Mail

DAY = timedelta(hours=24)
ARROWS = re.findall(r"^(\w+) --(.*)--> (\w+)$", models.__doc__ or "", re.MULTILINE)
WORDS = {
    ("asked", "desk"): "the desk asks",
    ("answered", "desk"): "the desk answers",
    ("added", "person"): "the person adds",
    ("reopened", "person"): "reopens",
    ("closed", "person"): "the person or the desk closes",
    ("closed", "desk"): "the person or the desk closes",
}
LAPSES = {"waiting": "a month without an answer", "answered": "thirty days"}
FROM_THE_PERSON = ("added", "reopened")


def states_follow_the_diagram(case: Case) -> None:
    state = "open"
    began = case.received_at
    for entry in case.entries.order_by("id"):
        lapsed = (entry.kind, entry.by) == ("closed", "system")
        words = LAPSES.get(state, "") if lapsed else WORDS.get((entry.kind, entry.by))
        if words is None:
            continue
        if lapsed:
            assert entry.at - began >= timedelta(days=28 if state == "waiting" else 30)
        if entry.kind == "reopened" and state == "closed":
            assert entry.at - began <= timedelta(days=30)
        state = _led(state, words)
        began = entry.at
    root = Case.objects.get(reference=case.joined_to or case.reference)
    assert case.state == (root.state if case.joined_to else state)
    assert (case.due_on is not None) == (case.state == "open")
    assert (case.until is None) == (case.state == "open")


def due_is_never_beyond_double(case: Case) -> None:
    """`since` is the last moment that can begin a term: receipt, or what the person wrote after
    the desk had asked or answered, or the case was closed."""
    if case.due_on is None or case.joined_to:
        return
    since, over = case.received_at, False
    for entry in case.entries.order_by("at", "id"):
        if entry.kind in ("asked", "answered", "closed"):
            over = True
        elif over and entry.kind in FROM_THE_PERSON:
            since, over = entry.at, False
    assert case.due_on <= latest(case, since)


def latest(case: Case, since: datetime) -> date:
    catalogue = load_catalogue(current().preset)
    subject = catalogue.subject(case.subject) if catalogue else None
    term = catalogue.term(subject.term) if catalogue and subject else None
    assert term
    return legal.due(calendar(), calendar().day_of(since), term.days * 2).day


def joined_cases_are_of_one_proven_mailbox(case: Case, proven: dict[str, set[str]]) -> None:
    """`proven`: to which mailbox the code went that was typed for each and may have been good."""
    if case.confirmed_at:
        assert email_of(case) in proven.get(case.reference, ())
    if case.joined_to:
        root = Case.objects.get(reference=case.joined_to)
        assert case.confirmed_at and root.confirmed_at and not root.joined_to
        assert email_of(case) == email_of(root)
        assert case.subject == root.subject


def mail_stays_within_the_day(mails: Sequence[Mail]) -> None:
    for last in mails:
        day = [
            one
            for one in mails
            if one.address == last.address and timedelta() <= last.at - one.at < DAY
        ]
        assert len(day) <= 6
        assert sum(one.acknowledges for one in day) <= 3


def news_are_for_the_confirmed(mails: Sequence[Mail]) -> None:
    confirmed = {grouped(one.reference): one for one in Case.objects.exclude(confirmed_at=None)}
    for mail in mails:
        if not mail.acknowledges:
            case = confirmed[mail.case]
            assert case.confirmed_at and case.confirmed_at <= mail.at
            assert mail.address == email_of(case)


def thread_texts(reference: str) -> list[str]:
    """What was written in the thread that this case has now, in its order."""
    case = Case.objects.get(reference=reference)
    root = case.joined_to or case.reference
    of_thread = [root, *Case.objects.filter(joined_to=root).values_list("reference", flat=True)]
    entries = Entry.objects.filter(case__in=of_thread, shown=True).order_by("at", "id")
    return [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in entries]


def _led(state: str, words: str) -> str:
    """Where these words lead by the diagram; an addition leaves an open case open."""
    if state == "open" and words == "the person adds":
        return state
    (new,) = {new for old, said, new in ARROWS if old == state and words in said}
    return str(new)
