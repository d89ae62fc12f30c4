"""A case as its person may see it, with the thread that it shares with those joined to it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from recupera.cases.dates import dates
from recupera.cases.joining import of_one_mailbox
from recupera.cases.models import Author, Case, CaseField, Entry, EntryKind, File
from recupera.cases.sealed import decoy, open_about, open_entry, open_field
from recupera.clocks.calendar import Rest
from recupera.letterbox.case_slot import Because, CaseShown, EntryShown, FileShown
from recupera.letterbox.closed_days import calendar


def find(reference: str) -> Case | None:
    return Case.objects.filter(reference=reference).first()


def root_of(case: Case) -> Case:
    """The case whose thread it is: itself, or the one that it was joined to."""
    return Case.objects.get(reference=case.joined_to) if case.joined_to else case


def email_of(case: Case) -> str:
    """The e-mail typed into it; empty where there is none, or no more."""
    body = case.fields.filter(slug=case.email_field).values_list("body", flat=True).first()
    return open_field(case.reference, case.email_field, bytes(body)) if body else ""


def confirmed_email(case: Case | None, reference: str) -> str:
    """Where a code for its status goes; empty where nobody is to be written to.

    The same statement, and one seal opened, whether or not there is such a case.
    """
    slug = case.email_field if case else ""
    found = CaseField.objects.filter(case_id=reference, slug=slug).values_list("body", flat=True)
    body, nobodys = found.first(), decoy(reference)
    if case is None or case.confirmed_at is None or body is None:
        open_field(reference, "decoy", nobodys)
        return ""
    return open_field(reference, slug, bytes(body))


def shown(case: Case, *, now: datetime) -> CaseShown:
    """The case with everything of its thread that its person may see. Never account data: an
    objection's case, which names one, has no key and no e-mail, so that nobody is shown it."""
    root = root_of(case)
    of_thread = thread_of(root)
    theirs = _readable(case, of_thread)
    entries = list(Entry.objects.filter(case__in=[root.reference, *theirs]).order_by("at", "id"))
    files = File.objects.filter(case__in=theirs).order_by("received_at", "id")
    found = dates(root, [one for one in entries if one.case_id == root.reference], now=now)
    return CaseShown(
        reference=case.reference,
        subject=case.subject,
        state=root.state,
        received_at=_local(case.received_at),
        email=email_of(case),
        confirmed=case.confirmed_at is not None,
        answer_by=_local(root.answer_by),
        answer_because=_because(found.answer_because),
        due_on=root.due_on.isoformat() if root.due_on else "",
        due_because=_because(found.due_because) if root.due_on else (),
        until=_local(root.until),
        entries=tuple(_entry(one) for one in _said(entries, root, theirs)),
        files=tuple(_file(one) for one in files),
        joined=tuple(one for one in theirs if one != case.reference),
    )


def thread_of(root: Case) -> Sequence[Case]:
    """The root first, then those joined to it."""
    joined = Case.objects.filter(joined_to=root.reference).order_by("opened_at", "reference")
    return [root, *joined]


def _readable(case: Case, of_thread: Sequence[Case]) -> list[str]:
    """The cases of a thread whose words the person of `case` may read: their own, and those that
    were confirmed from the same mailbox."""
    others = (one for one in of_thread if one.reference != case.reference)
    own = {case.reference, *(one.reference for one in others if of_one_mailbox(case, one))}
    return [one.reference for one in of_thread if one.reference in own]


def _said(entries: Iterable[Entry], root: Case, theirs: Sequence[str]) -> Iterator[Entry]:
    """What is shown; of a root that is somebody else's only what the desk has said since it was
    joined, which is said to both."""
    since = None if root.reference in theirs else _joined_at(entries, root, theirs)
    for one in entries:
        own = one.case_id in theirs
        to_both = since is not None and one.by == Author.DESK and one.at >= since
        if one.shown and (own or to_both):
            yield one


def _joined_at(entries: Iterable[Entry], root: Case, theirs: Sequence[str]) -> datetime | None:
    """When the first of them was joined."""
    joined = (one for one in entries if one.kind == EntryKind.JOINED)
    return next((one.at for one in joined if _text(one) in theirs), None)


def _entry(entry: Entry) -> EntryShown:
    return EntryShown(_local(entry.at), entry.by, entry.kind, _text(entry))


def _text(entry: Entry) -> str:
    return open_entry(entry.case_id, entry.kind, entry.at, bytes(entry.body))


def _file(file: File) -> FileShown:
    about = open_about(file.case_id, file.id, bytes(file.about))
    return FileShown(about.name, about.size, file.state, file.reason, _local(file.received_at))


def _because(rests: Iterable[Rest]) -> tuple[Because, ...]:
    return tuple(Because(one.day.isoformat(), one.reason.es, one.reason.en) for one in rests)


def _local(at: datetime | None) -> str:
    return at.astimezone(calendar().zone).isoformat(timespec="seconds") if at else ""
