"""Letters about cases, to the address that somebody typed: numbers, codes and hours, nothing else.

Over an address's day no letter goes out, and everything else is the same.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Case, CaseMail
from recupera.cases.policy import CONFIRMS_FOR
from recupera.cases.thread import email_of, thread_of
from recupera.cases.writing import change
from recupera.enquiries import codes
from recupera.letterbox.closed_days import calendar
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import CaseAddress
from recupera.people.case_reference import grouped

NEWS_LIVES = timedelta(hours=24)


def acknowledge(case: Case, email: str, ledgers: Ledgers, now: datetime) -> None:
    """Writes one row: the acknowledgement with the code that confirms the e-mail, or a null row.

    What was typed before this was sent confirms nothing any more.
    """
    code = codes.new_code()
    sent = bool(email) and ledgers.take(now, acknowledging=True)
    kept = codes.digest_of(code, enquiry=purpose(case.reference)) if sent else case.code
    made_at = now if sent else case.code_at
    change(case, code=kept, code_at=made_at, guesses=0 if sent else case.guesses)
    said = {
        "case": grouped(case.reference),
        "code": codes.grouped(code),
        "at": case.received_at.isoformat(),
        "until": (now + CONFIRMS_FOR).isoformat(),
        "due": _noon_of_due(case),
    }
    letter = _letter(case, Template.CASE_RECEIVED_BY_EMAIL, email, said) if sent else None
    _post(case, "receipt", letter, expires_at=now + CONFIRMS_FOR, now=now)


def send_code(case: Case | None, email: str, code: str, message: str, now: datetime) -> None:
    """Writes one row: a code for the status; a null row where `email` is empty."""
    until = now + timedelta(minutes=current().code_minutes)
    letter = None
    if case and email:
        said = {
            "case": grouped(case.reference),
            "reference": message,
            "code": codes.grouped(code),
            "until": until.isoformat(),
        }
        letter = _letter(case, Template.CASE_CODE_BY_EMAIL, email, said)
    put([letter], expires_at=until, now=now)


def tell_news(case: Case, now: datetime) -> None:
    """There is news in a thread: one row to each confirmed address, within its day; a null row
    where its root has none. Whoever was joined from another mailbox must not miss it."""
    for one, email in _confirmed(case):
        _tell_one(one, email, now)


def _tell_one(case: Case, email: str, now: datetime) -> None:
    ledgers = Ledgers.open(case.reference, email, now)
    sent = bool(email) and ledgers.take(now, acknowledging=False)
    ledgers.write(now)
    said = {"case": grouped(case.reference)}
    letter = _letter(case, Template.CASE_NEWS_BY_EMAIL, email, said) if sent else None
    _post(case, "news", letter, expires_at=now + NEWS_LIVES, now=now)


def _confirmed(root: Case) -> Iterator[tuple[Case, str]]:
    """The root, whatever it has, and of the other mailboxes one case each."""
    told: set[str] = set()
    for one in thread_of(root):
        email = email_of(one) if one.confirmed_at else ""
        if one is root or email not in {"", *told}:
            told.add(email)
            yield one, email


def purpose(reference: str) -> str:
    """What the digest of a confirming code is bound to."""
    return f"confirming {reference}"


def _post(
    case: Case, what: str, letter: Letter | None, *, expires_at: datetime, now: datetime
) -> None:
    """Writes the row, and for which case, so that the desk hears what became of it."""
    (row,) = put([letter], expires_at=expires_at, now=now)
    CaseMail(id=row, case=case, what=what, at=now).save(force_insert=True)


def _letter(case: Case, template: Template, email: str, said: Mapping[str, object]) -> Letter:
    return Letter(template, CaseAddress(email), LANGUAGES[case.language], said)


def _noon_of_due(case: Case) -> str:
    """An instant within the day, wherever it is read."""
    if case.due_on is None:
        return ""
    return datetime.combine(case.due_on, time(12), calendar().zone).isoformat()
