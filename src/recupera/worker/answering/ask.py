"""An ask: look the datum up, make four codes, put four letters into the outbox.

The same statements, the same rows and the same bytes for every datum; which of the four codes
anybody will ever read is known only inside what is sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from recupera import directories
from recupera.enquiries import guarding, owners, policy, rows
from recupera.enquiries.allotment import Allotment, Tallies
from recupera.enquiries.allowance import Asking
from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry
from recupera.journal.events import Event, record
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import Account
from recupera.worker.answering.saving import saved, stands_against
from recupera.worker.answering.writing import make_codes
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome
from recupera.worker.requests import Ask, read_ask

# An answer that comes after this is of no use to anybody who asked.
TOO_OLD = timedelta(minutes=10)


@dataclass(frozen=True)
class LookedUp:
    """The request and what the directory knew, before any transaction."""

    ask: Ask
    accounts: list[Account]

    @cached_property
    def usual(self) -> tuple[policy.Dispatch, ...]:
        """Who gets a code, before anything is counted."""
        ask = self.ask
        return policy.dispatches(
            ask.kind, ask.value, self.accounts, mobiles=_mobiles(), by_sms=ask.by_sms
        )


def look_up(opened: Opened, _: Moment) -> LookedUp:
    """Raises requests.Malformed, DirectoryUnavailable or DirectoryRefused."""
    ask = read_ask(opened)
    return LookedUp(ask, directories.current().find(ask.kind, ask.value))


def settle(opened: Opened, found: LookedUp, moment: Moment) -> Outcome:
    """One transaction: the enquiry, its codes, the four ledgers and the four rows of the outbox."""
    enquiry, content = _enquiry(opened, found.ask, moment)
    marks = owners.marks(found.accounts, found.usual, found.ask.kind, found.ask.value)
    tallies = Tallies.open(marks, moment.now)
    stands = stands_against(enquiry, found.accounts)
    late = moment.now - moment.inserted_at > TOO_OLD
    if late or enquiry.asks >= policy.MOST_ASKS:
        verdict = Verdict.TRY_AGAIN
        tallies.write({}, moment.now)
        record(Event.DROPPED, {"enquiry": enquiry.id})
    else:
        verdict, enquiry.asks = Verdict.GOOD, enquiry.asks + 1
        content = _send(enquiry, content, found, tallies, moment, frozen=stands.frozen)
        record(Event.ASKED, {"enquiry": enquiry.id, "kind": found.ask.kind.value})
    content = content.with_verdict(moment.envelope, verdict)
    accounts = stands.live(found.accounts)
    return saved(opened.flow, enquiry, content, tallies=tallies, accounts=accounts, moment=moment)


def _send(
    enquiry: Enquiry,
    content: Content,
    found: LookedUp,
    tallies: Tallies,
    moment: Moment,
    *,
    frozen: Mapping[str, str],
) -> Content:
    """Puts what may be sent into the outbox, and counts it."""
    sent = guarding.widened(
        found.usual, found.accounts, guarded=tallies.guarded, mobiles=_mobiles()
    )
    sent = guarding.without_frozen(sent, frozen)
    allotment = Allotment.of(_asking(found.ask, moment), tallies, found.accounts)
    made = make_codes(found.ask, sent, allotment, enquiry=enquiry.id)
    expires = moment.now + timedelta(minutes=current().code_minutes)
    put([one.letter for one in made], expires_at=expires, now=moment.now)
    charged = allotment.charged((one.dispatch, one.passing) for one in made if one.dispatch)
    content = content.with_codes(tuple(one.kept for one in made))
    tallies.write(charged, moment.now)
    return content.with_owners(tallies.by_mark, allotment.guessable(charged))


def _asking(ask: Ask, moment: Moment) -> Asking:
    passing = owners.pass_of(*ask.shown) if ask.shown else ""
    return Asking(ask.kind, ask.networks, moment.now, passing)


def _mobiles() -> tuple[str, ...]:
    return current().mobiles if current().offers_sms else ()


def _enquiry(opened: Opened, ask: Ask, moment: Moment) -> tuple[Enquiry, Content]:
    """The enquiry of this flow, which a second ask goes on with, or a new one."""
    enquiry_id = opened.flow.slot_id
    content, enquiry = Content(ask.kind, ask.value), rows.lock(enquiry_id)
    if enquiry is None:
        # Revision 1 is a prove's that found no enquiry: what comes of this ask must cover it.
        return Enquiry(id=enquiry_id, revision=1, created_at=moment.now), content
    kept = Content.open(enquiry_id, bytes(enquiry.body))
    # A second datum under one flow starts over: a code opens only what it was asked for.
    same = (kept.kind, kept.value) == (ask.kind, ask.value)
    return enquiry, kept if same else content
