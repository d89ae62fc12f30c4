"""How does this case stand? With its tracking key at once, without it by a code to its e-mail.

The same statements, rows and bytes for a reference that nobody has, a wrong key, an e-mail that
nobody confirmed, and a case that is closed or joined to another.
"""

from dataclasses import replace
from secrets import token_hex

from recupera.cases import marks
from recupera.cases.enquiry import CaseEnquiry
from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Case
from recupera.cases.thread import confirmed_email, find
from recupera.enquiries import codes
from recupera.enquiries.models import Enquiry, State
from recupera.enquiries.policy import MOST_ASKS, Kept
from recupera.journal.events import Event, record
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.worker.answering.ask import TOO_OLD
from recupera.worker.answering.case_saving import enquiry_of, saved
from recupera.worker.case_letters import send_code
from recupera.worker.case_requests import AskCase, read_ask_case
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome


def look_up(opened: Opened, _: Moment) -> AskCase:
    """Raises requests.Malformed."""
    return read_ask_case(opened)


def settle(opened: Opened, ask: AskCase, moment: Moment) -> Outcome:
    """One transaction: the enquiry, two ledgers, one row of the outbox."""
    enquiry, before = enquiry_of(opened.flow, moment)
    same = before is not None and before.reference == ask.reference
    content = before if before and same else CaseEnquiry(ask.reference)
    case = find(ask.reference)
    email = confirmed_email(case, ask.reference)
    ledgers = Ledgers.open(ask.reference, email, moment.now)
    if _too_late(ask, enquiry, moment):
        verdict, email = Verdict.TRY_AGAIN, ""
    elif ask.key:
        verdict, email = _by_key(ask, case, ledgers, moment), ""
    else:
        verdict, enquiry.asks = Verdict.DONE, enquiry.asks + 1
        email = email if ledgers.take(moment.now, acknowledging=False) else ""
    code = codes.new_code()
    if verdict is Verdict.DONE:
        content = content.with_code(_kept(code, enquiry, moment, sent=bool(email)))
    send_code(case, email, code, ask.message, moment.now)
    ledgers.write(moment.now)
    if verdict is Verdict.GOOD:
        content, enquiry.state = replace(content, proven=True), State.PROVEN
    record(Event.LOOKED, {"enquiry": enquiry.id, "key": bool(ask.key)})
    content = content.with_verdict(moment.envelope, verdict)
    return saved(opened.flow, enquiry, content, case=case, moment=moment)


def _too_late(ask: AskCase, enquiry: Enquiry, moment: Moment) -> bool:
    """What nobody waits for any more, or one code too many."""
    asked_enough = not ask.key and enquiry.asks >= MOST_ASKS
    return moment.now - moment.inserted_at > TOO_OLD or asked_enough


def _by_key(ask: AskCase, case: Case | None, ledgers: Ledgers, moment: Moment) -> Verdict:
    """After a hundred wrong keys in a row the right one is no longer enough. Where there is no
    confirmed e-mail to send a code to, it is: sixty-six bits are not guessed."""
    opens = marks.opens(case.key_mark if case else "", ask.reference, ask.key)
    needs_code = ledgers.guarded and case is not None and case.confirmed_at is not None
    good = opens and not needs_code
    if good or not opens:
        ledgers.judge_key(moment.now, good=good)
    return Verdict.GOOD if good else Verdict.WRONG


def _kept(code: str, enquiry: Enquiry, moment: Moment, *, sent: bool) -> Kept:
    """Where no code was sent, a digest that no eight digits have."""
    kept = codes.digest_of(code if sent else token_hex(8), enquiry=enquiry.id)
    return Kept(kept, "", moment.now)
