"""A case: its row, fields, files and history, the slot that may see it, and the acknowledgement.

Whatever was in the form by the time it came here, there is a case in the end.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from recupera.cases import marks
from recupera.cases.believing import believed, received
from recupera.cases.creating import NewCase, NewFile, create
from recupera.cases.enquiry import CaseEnquiry
from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Case
from recupera.cases.sealed import About
from recupera.enquiries.models import State
from recupera.journal.events import Event, record_of
from recupera.letterbox import uploads
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.worker.answering.case_saving import enquiry_of, saved
from recupera.worker.case_letters import acknowledge
from recupera.worker.case_requests import OpenCase, SentFile, read_open_case
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome


@dataclass(frozen=True)
class Found:
    """The form, and which of its uploads are in the letterbox."""

    form: OpenCase
    here: frozenset[str]


def look_up(opened: Opened, _: Moment) -> Found:
    """Keeps the uploads, before there is a case that needs them. Raises requests.Malformed."""
    form = read_open_case(opened)
    return Found(form, uploads.keep([one.id for one in form.files], owner=form.draft))


def settle(opened: Opened, found: Found, moment: Moment) -> Outcome:
    """One transaction: the case, its enquiry, one row of the outbox."""
    enquiry, before = enquiry_of(opened.flow, moment)
    new = _new(found, moment)
    case, fresh = create(new, now=moment.now)
    if fresh:
        _acknowledge(case, new.believed.email, moment)
    about = {"files": len(new.files), "again": not fresh}
    record_of(case.reference, Event.OPENED, about)
    content = CaseEnquiry(case.reference, proven=True, verdicts=before.verdicts if before else {})
    content = content.with_verdict(moment.envelope, Verdict.DONE)
    enquiry.state = State.PROVEN
    return saved(opened.flow, enquiry, content, case=case, moment=moment)


def new_files(files: Iterable[SentFile], here: Collection[str]) -> tuple[NewFile, ...]:
    return tuple(
        NewFile(one.id, one.key, About(one.name, one.size, one.kind), one.document, one.id in here)
        for one in files
    )


def _new(found: Found, moment: Moment) -> NewCase:
    form = found.form
    received_at, doubts = received(form.received_at, moment.inserted_at)
    return NewCase(
        reference=form.reference,
        key=form.key,
        subject=form.subject,
        system=form.system,
        request=form.request,
        whose=form.whose,
        language=form.language,
        notice=form.notice,
        received_at=received_at,
        believed=believed(
            form.system, form.request, form.subject, whose=form.whose, fields=form.fields
        ),
        draft_marks=_draft_marks(form),
        doubts=doubts,
        files=new_files(form.files, found.here),
    )


def _draft_marks(form: OpenCase) -> tuple[str, ...]:
    content = {
        "about": [form.system, form.request, form.subject, form.whose],
        "fields": dict(form.fields),
    }
    return tuple(marks.probes_of_draft(form.draft, content, (one.id for one in form.files)))


def _acknowledge(case: Case, email: str, moment: Moment) -> None:
    ledgers = Ledgers.open(case.reference, email, moment.now)
    acknowledge(case, email, ledgers, moment.now)
    ledgers.write(moment.now)
