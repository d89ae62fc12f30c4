"""A code about a case: one that was sent to see it, or the acknowledgement's, which confirms the
case's e-mail to whoever sees the case already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import F

from recupera.cases.enquiry import CaseEnquiry
from recupera.cases.joining import confirm
from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Case
from recupera.cases.policy import CONFIRMS_FOR, MOST_GUESSES
from recupera.cases.thread import find
from recupera.enquiries import codes, policy, rows
from recupera.enquiries.models import Enquiry, State
from recupera.enquiries.policy import Judgement, Kept
from recupera.journal.events import Event, record, record_of
from recupera.letterbox.models import EnvelopeKind
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.letterbox.take import ask_waits
from recupera.options import current
from recupera.worker.answering.case_saving import enquiry_of, saved, unknown
from recupera.worker.case_letters import purpose
from recupera.worker.case_requests import read_prove_case
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome, TooEarly

BEFORE = (EnvelopeKind.OPEN_CASE, EnvelopeKind.ASK_CASE)


def look_up(opened: Opened, _: Moment) -> str:
    """The code. Raises requests.Malformed, or TooEarly where its question waits."""
    code, slot = read_prove_case(opened), opened.flow.slot_id
    # In this order: a question that is handled in between has left its enquiry.
    waits, enquiry = ask_waits(slot, *BEFORE), rows.read(slot)
    if enquiry is None and waits:
        raise TooEarly
    return code


def settle(opened: Opened, code: str, moment: Moment) -> Outcome:
    """One transaction: the try counted, the code spent, the e-mail confirmed."""
    enquiry, content = enquiry_of(opened.flow, moment)
    if content is None:
        return unknown(opened.flow, moment, Verdict.TRY_AGAIN)
    case = find(content.reference)
    ledgers = Ledgers.open(content.reference, "", moment.now)
    confirming = case if content.proven and not _is_of(content.codes, code, enquiry) else None
    if confirming:
        judgement = _confirmed(confirming, code, enquiry, moment)
    else:
        judgement, content = _seen(content, code, enquiry, moment)
    if judgement is Judgement.GOOD:
        ledgers.judge_key(moment.now, good=True)
    ledgers.write(moment.now)
    enquiry.tries += judgement is Judgement.WRONG
    enquiry.state = _state(enquiry, judgement)
    said = {"enquiry": enquiry.id, "judgement": judgement.value}
    if confirming and judgement is Judgement.GOOD:
        record_of(confirming.reference, Event.CONFIRMED, said)
    else:
        record(Event.CONFIRMED, said)
    content = content.with_verdict(moment.envelope, judgement.value)
    return saved(opened.flow, enquiry, content, case=case, moment=moment)


def _seen(
    content: CaseEnquiry, code: str, enquiry: Enquiry, moment: Moment
) -> tuple[Judgement, CaseEnquiry]:
    """Whether the code opens the case to this browser."""
    judgement, used = policy.judge(
        content.codes,
        tries=enquiry.tries,
        typed_at=moment.inserted_at,
        good_for=timedelta(minutes=current().code_minutes),
        matches=lambda kept: codes.matches(kept.digest, code, enquiry=enquiry.id),
    )
    if used:
        content = replace(content.with_spent(used, moment.now), proven=True)
    return judgement, content


def _confirmed(case: Case, code: str, enquiry: Enquiry, moment: Moment) -> Judgement:
    """Whether the code confirms the case's e-mail; then it is confirmed. Guesses are counted over
    all enquiries: whoever has a case with another's address has as many as they like."""
    if case.guesses >= MOST_GUESSES:
        return Judgement.TOO_MANY
    sent = [Kept(case.code, "", case.code_at, spent_at=case.confirmed_at)] if case.code_at else []
    judgement, _ = policy.judge(
        sent,
        tries=enquiry.tries,
        typed_at=moment.inserted_at,
        good_for=CONFIRMS_FOR,
        matches=lambda kept: codes.matches(kept.digest, code, enquiry=purpose(case.reference)),
    )
    if judgement is Judgement.WRONG:
        Case.objects.filter(reference=case.reference).update(guesses=F("guesses") + 1)
    if judgement is Judgement.GOOD:
        confirm(case, now=moment.now)
    return judgement


def _is_of(kept: Sequence[Kept], code: str, enquiry: Enquiry) -> bool:
    """Whether it is a code of this very enquiry, such as the one that opened it, typed twice."""
    return any([codes.matches(one.digest, code, enquiry=enquiry.id) for one in kept])


def _state(enquiry: Enquiry, judgement: Judgement) -> str:
    if judgement is Judgement.GOOD:
        return State.PROVEN
    return State.CLOSED if enquiry.tries >= policy.MOST_TRIES else enquiry.state
