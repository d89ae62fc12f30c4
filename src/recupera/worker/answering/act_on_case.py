"""What a person does with the case that they see: add, close, reopen, correct the e-mail, show a
code of the desk's.

It counts from the moment at which the letterbox took it, however late the worker comes.
"""

from dataclasses import dataclass

from recupera.cases import marks
from recupera.cases.believing import document_in
from recupera.cases.creating import add_files
from recupera.cases.data_marks import mark_data
from recupera.cases.joining import fields_of
from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Author, Case, EntryKind, State
from recupera.cases.policy import Act
from recupera.cases.sealed import seal_field
from recupera.cases.thread import email_of, find, root_of
from recupera.cases.writing import NotNow, change, move, note
from recupera.enquiries import rows
from recupera.journal.events import Event, record, record_of
from recupera.letterbox import uploads
from recupera.letterbox.models import EnvelopeKind
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.letterbox.take import ask_waits
from recupera.orders.challenges import show_code
from recupera.orders.offered import on_ladder
from recupera.worker.answering.case_saving import enquiry_of, saved, unknown
from recupera.worker.answering.open_case import new_files
from recupera.worker.case_letters import acknowledge
from recupera.worker.case_requests import ActOnCase, read_act_on_case
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome, TooEarly

BEFORE = (EnvelopeKind.OPEN_CASE, EnvelopeKind.ASK_CASE, EnvelopeKind.PROVE_CASE)
MOVES = {"close": (Act.CLOSE, EntryKind.CLOSED), "reopen": (Act.REOPEN, EntryKind.REOPENED)}


@dataclass(frozen=True)
class Found:
    """The act, and which of its uploads are in the letterbox."""

    act: ActOnCase
    here: frozenset[str]


def look_up(opened: Opened, _: Moment) -> Found:
    """Keeps the uploads. Raises requests.Malformed, or TooEarly where what proves waits."""
    act, slot = read_act_on_case(opened), opened.flow.slot_id
    waits, enquiry = ask_waits(slot, *BEFORE), rows.read(slot)
    if waits and (enquiry is None or enquiry.state != "proven"):
        raise TooEarly
    return Found(act, uploads.keep([one.id for one in act.files], owner=slot))


def settle(opened: Opened, found: Found, moment: Moment) -> Outcome:
    """One transaction: the case changed, its thread written, the verdict kept."""
    enquiry, content = enquiry_of(opened.flow, moment)
    case = find(content.reference) if content and content.proven else None
    if content is None or case is None:
        record(Event.CHANGED, _said(found.act, Verdict.NOT_PROVEN))
        if content is None:
            return unknown(opened.flow, moment, Verdict.NOT_PROVEN)
        verdict = Verdict.NOT_PROVEN
    else:
        verdict = _done(case, found, moment)
        record_of(case.reference, Event.CHANGED, _said(found.act, verdict))
    content = content.with_verdict(moment.envelope, verdict)
    return saved(opened.flow, enquiry, content, case=case, moment=moment)


def _done(case: Case, found: Found, moment: Moment) -> Verdict:
    try:
        if found.act.act == "show_code":
            return _shown(root_of(case), found.act.code, moment)
        _do(case, found, moment)
    except NotNow:
        return Verdict.AGAINST_POLICY
    return Verdict.DONE


def _do(case: Case, found: Found, moment: Moment) -> None:
    """Raises NotNow before anything is written, or Overtaken."""
    act, at, root = found.act, moment.inserted_at, root_of(case)
    if act.act == "add":
        move(root, Act.ADD, EntryKind.ADDED, act.text, by=Author.PERSON, now=at)
        add_files(root, new_files(act.files, found.here), now=moment.now)
    elif act.act == "correct_email":
        _correct(case, act.email, moment)
    elif act.act == "send_again":
        _acknowledge(case, "" if case.confirmed_at else email_of(case), moment)
    else:
        done, kind = MOVES[act.act]
        move(root, done, kind, act.text, by=Author.PERSON, now=at)
        add_files(root, new_files(act.files, found.here), now=moment.now)


def _shown(root: Case, code: str, moment: Moment) -> Verdict:
    """What the code is worth, whether or not there is an account that it was sent to."""
    if not on_ladder(root):
        raise NotNow
    judged = show_code(root, code, typed_at=moment.inserted_at, now=moment.now)
    return Verdict(judged.value)


def _correct(case: Case, email: str, moment: Moment) -> None:
    """Another e-mail, as long as nobody has confirmed the first. Its codes are void."""
    if case.confirmed_at or not case.email_field or case.state == State.CLOSED:
        raise NotNow
    body = seal_field(case.reference, case.email_field, email)
    case.fields.update_or_create(slug=case.email_field, defaults={"body": body})
    fields = fields_of(case)
    mark_data(case, fields)
    document = document_in(fields)
    change(
        case,
        email_mark=marks.of_email(email),
        same_mark=marks.of_same(email, document, case.subject),
        code="",
        code_at=None,
    )
    note(case, EntryKind.EMAIL_CORRECTED, by=Author.PERSON, now=moment.inserted_at)
    _acknowledge(case, email, moment)


def _acknowledge(case: Case, email: str, moment: Moment) -> None:
    ledgers = Ledgers.open(case.reference, email, moment.now)
    acknowledge(case, email, ledgers, moment.now)
    ledgers.write(moment.now)


def _said(act: ActOnCase, verdict: Verdict) -> dict[str, object]:
    return {"act": act.act, "by": "person", "verdict": verdict.value}
