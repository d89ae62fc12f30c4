"""The dates of a case, from its history: answer by, due on, until when the person may add."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from recupera.cases.catalogue import Catalogue, Subject, load_catalogue
from recupera.cases.models import Author, Case, Entry, EntryKind
from recupera.cases.sealed import open_entry
from recupera.cases.terms import Event, History, What, standing
from recupera.clocks import service
from recupera.clocks.calendar import Calendar, Rest
from recupera.letterbox.closed_days import calendar as current_calendar
from recupera.options import current

# After one of these whatever the person writes is a new petition.
ENDINGS = (EntryKind.ANSWERED, EntryKind.CLOSED)
PERSONS = (EntryKind.ADDED, EntryKind.REOPENED)
SPOKEN = (EntryKind.ANSWERED, EntryKind.ASKED)


@dataclass(frozen=True)
class Dates:
    """`answer_by` is by the service clock, `due_on` the legal term; each with the days of rest on
    its way. `due_on` is None while the person is asked, until the end of `person_until`. `spoken`
    is whether the desk has answered or asked since the petition began: then its clock stands."""

    answer_by: datetime | None = None
    answer_because: tuple[Rest, ...] = ()
    due_on: date | None = None
    due_because: tuple[Rest, ...] = ()
    person_until: datetime | None = None
    spoken: bool = False


@dataclass(frozen=True)
class Petition:
    """What runs now: since when, and what happened to its term."""

    since: datetime
    events: tuple[Event, ...] = ()
    ended: bool = False
    spoken: bool = False


def dates(case: Case, entries: Iterable[Entry], *, now: datetime) -> Dates:
    """As the case stands at `now`; without dates where nobody has to answer, or no subject says
    by when."""
    subject, calendar = subject_of(case.subject), current_calendar()
    if subject is None:
        return Dates()
    petition = running(case, entries, calendar)
    stands = standing(calendar, history(petition, subject, calendar), today=calendar.day_of(now))
    by = service.due(calendar, petition.since, timedelta(hours=subject.service_hours))
    until = end_of(calendar, stands.person_until) if stands.person_until else None
    return Dates(by.at, by.reasons, stands.due, stands.reasons, until, petition.spoken)


def history(petition: Petition, subject: Subject, calendar: Calendar) -> History:
    term = _catalogue().term(subject.term)
    assert term, "the catalogue was read whole"
    return History(calendar.day_of(petition.since), term, petition.events)


def running(case: Case, entries: Iterable[Entry], calendar: Calendar) -> Petition:
    """The petition that runs, or ran last. `entries` are oldest first."""
    petition = Petition(case.received_at)
    for entry in entries:
        petition = _after(petition, case, entry, calendar)
    return petition


def subject_of(slug: str) -> Subject | None:
    """The subject, or for one that the catalogue no longer has the first; None for an objection."""
    catalogue = load_catalogue(current().preset)
    if catalogue is None or slug == "objection":
        return None
    return catalogue.subject(slug) or catalogue.subject(catalogue.first[2])


def _after(petition: Petition, case: Case, entry: Entry, calendar: Calendar) -> Petition:
    anew = entry.by == Author.PERSON and entry.kind in PERSONS
    if anew and (petition.ended or _given_up(petition, case, calendar, entry.at)):
        return Petition(entry.at)
    spoken = petition.spoken or (entry.by == Author.DESK and entry.kind in SPOKEN)
    petition = replace(petition, spoken=spoken)
    if entry.kind in ENDINGS:
        return replace(petition, ended=True)
    if entry.kind == EntryKind.REOPENED:
        # The desk took its own end back: the person's term is the one that it was.
        return replace(petition, ended=False)
    event = _event(case, entry, calendar.day_of(entry.at))
    return replace(petition, events=(*petition.events, event)) if event else petition


def _given_up(petition: Petition, case: Case, calendar: Calendar, at: datetime) -> bool:
    """Whether the person's month had passed: then it begins anew, as after its end."""
    subject = subject_of(case.subject)
    if subject is None:
        return False
    told = history(petition, subject, calendar)
    until = standing(calendar, told, today=calendar.day_of(at)).person_until
    return until is not None and calendar.day_of(at) > until


def _event(case: Case, entry: Entry, on: date) -> Event | None:
    match entry.kind:
        case EntryKind.ASKED:
            return Event(What.ASKED, on)
        case EntryKind.ADDED if entry.by == Author.PERSON:
            return Event(What.COMPLETED, on)
        case EntryKind.EXTENDED:
            to, _, reason = _text(case, entry).partition(" ")
            return Event(What.EXTENDED, on, date.fromisoformat(to), reason)
        case EntryKind.FORWARDED:
            return Event(What.FORWARDED, on)
    return None


def _text(case: Case, entry: Entry) -> str:
    return open_entry(entry.case_id, entry.kind, entry.at, bytes(entry.body))


def end_of(calendar: Calendar, day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone) - timedelta(seconds=1)


def _catalogue() -> Catalogue:
    found = load_catalogue(current().preset)
    assert found, "there was a subject"
    return found
