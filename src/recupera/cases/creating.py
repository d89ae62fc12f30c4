"""Writing a new case into the vault: its row, fields, files and first entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from recupera.cases import marks
from recupera.cases.believing import Believed
from recupera.cases.catalogue import load_catalogue
from recupera.cases.data_marks import mark_data
from recupera.cases.dates import dates
from recupera.cases.models import Author, Case, CaseField, EntryKind, File, FileState
from recupera.cases.pace import first_of
from recupera.cases.sealed import About, seal_about, seal_field
from recupera.cases.writing import change, note
from recupera.files.findings import Finding
from recupera.letterbox.references import draw_reference
from recupera.options import current


@dataclass(frozen=True)
class NewFile:
    """A file to be scanned; `here` is whether its upload was found in the letterbox."""

    id: str
    key: bytes = field(repr=False)
    about: About
    document: str
    here: bool


@dataclass(frozen=True)
class NewCase:
    """Everything that a case begins with. `draft_marks` are under every version of the key."""

    reference: str
    key: str = field(repr=False)
    subject: str
    system: str
    request: str
    whose: str
    language: str
    notice: str
    received_at: datetime
    believed: Believed = field(repr=False)
    draft_marks: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    files: tuple[NewFile, ...] = ()


def create(new: NewCase, *, now: datetime) -> tuple[Case, bool]:
    """The case, and whether it is new; of one draft that came twice the one that there is.

    Raises IntegrityError where another worker was quicker.
    """
    before = Case.objects.filter(draft_mark__in=new.draft_marks).first()
    if before:
        _with_key(before, new.key)
        return before, False
    case = _row(new, _free(new.reference), now)
    write_fields(case, new.believed.fields)
    mark_data(case, new.believed.fields)
    note(case, EntryKind.RECEIVED, by=Author.PERSON, now=new.received_at)
    for doubt in (*new.doubts, *new.believed.doubts):
        note(case, EntryKind.NOTED, doubt, by=Author.SYSTEM, now=now, shown=False)
    add_files(case, new.files, now=now)
    _date(case, now)
    return case, True


def write_fields(case: Case, fields: Mapping[str, str]) -> None:
    CaseField.objects.bulk_create(
        CaseField(case=case, slug=slug, body=seal_field(case.reference, slug, said))
        for slug, said in fields.items()
        if said
    )


def add_files(case: Case, files: Iterable[NewFile], *, now: datetime) -> None:
    """One whose upload is not there is a file all the same, refused as gone; and so is one that
    stands in another case, which only a portal that was taken over would name."""
    named = {one.id: one for one in files}
    taken = set(File.objects.filter(id__in=named).values_list("id", flat=True))
    for one in named.values():
        if one.id in taken:
            doubt = "A file was named that belongs to another case; it was left out."
            note(case, EntryKind.NOTED, doubt, by=Author.SYSTEM, now=now, shown=False)
            continue
        _file(case, one, now).save(force_insert=True)


def _file(case: Case, one: NewFile, now: datetime) -> File:
    row = File(
        id=one.id,
        case=case,
        document=one.document,
        identity=_is_identity(one.document),
        about=seal_about(case.reference, one.id, one.about),
        key=one.key,
        received_at=now,
        due_at=now,
    )
    if not one.here:
        row.state, row.reason, row.key, row.done_at = FileState.REFUSED, Finding.GONE, b"", now
    return row


def _row(new: NewCase, reference: str, now: datetime) -> Case:
    about = new.believed
    case = Case(
        reference=reference,
        subject=new.subject,
        system=new.system,
        request=new.request,
        whose=new.whose,
        language=new.language,
        received_at=new.received_at,
        opened_at=now,
        notice=new.notice,
        key_mark=marks.of_key(reference, new.key),
        email_field=about.email_field,
        email_mark=marks.of_email(about.email) if about.email else "",
        same_mark=marks.of_same(about.email, about.document, new.subject),
        draft_mark=new.draft_marks[0],
    )
    case.save(force_insert=True)
    return case


def _date(case: Case, now: datetime) -> None:
    found = dates(case, (), now=now)
    next_at = first_of(found, otherwise=case.received_at)
    change(case, answer_by=found.answer_by, due_on=found.due_on, next_at=next_at)


def _free(reference: str) -> str:
    """Another reference where the vault has a case of this one: the letterbox was restored, or
    somebody made it up."""
    while Case.objects.filter(reference=reference).exists():
        reference = draw_reference()
    return reference


def _with_key(case: Case, key: str) -> None:
    """Each of two browser windows that sent one draft shows a key, and each key opens the case."""
    if not marks.opens(case.key_mark, case.reference, key) and case.key_mark.count(" ") < 2:
        change(case, key_mark=f"{case.key_mark} {marks.of_key(case.reference, key)}")


def _is_identity(document: str) -> bool:
    """A document that the catalogue no longer has may be a copy of an identity document."""
    catalogue = load_catalogue(current().preset)
    known = catalogue.document(document) if catalogue else None
    return known.identity if known else bool(document)
