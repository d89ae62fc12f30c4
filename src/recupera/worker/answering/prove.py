"""A prove: judge the typed code, count the try, and publish the answer to that browser alone."""

from dataclasses import dataclass
from datetime import timedelta

from recupera import directories
from recupera.enquiries import codes, guarding, policy, rows
from recupera.enquiries.allotment import Tallies
from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry, State
from recupera.enquiries.proofs import Proven
from recupera.enquiries.tally import Tally
from recupera.journal.events import Event, record
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict, seal_answer, seal_status
from recupera.letterbox.take import ask_waits
from recupera.options import current
from recupera.people import Account
from recupera.worker.answering.saving import proven, saved, stands_against, tallies_of
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome, TooEarly
from recupera.worker.requests import Prove, read_prove


@dataclass(frozen=True)
class LookedUp:
    """The request and the accounts of its enquiry's datum, whether or not the code is good."""

    prove: Prove
    accounts: list[Account]


def look_up(opened: Opened, _: Moment) -> LookedUp:
    """Looks up before judging, so that a wrong code costs what a right one costs.

    Raises requests.Malformed, TooEarly, DirectoryUnavailable or DirectoryRefused.
    """
    prove, slot = read_prove(opened), opened.flow.slot_id
    # In this order: an ask that is handled in between has left its enquiry.
    waits, enquiry = ask_waits(slot), rows.read(slot)
    if enquiry is None:
        if waits:
            raise TooEarly
        return LookedUp(prove, [])
    content = Content.open(slot, bytes(enquiry.body))
    return LookedUp(prove, directories.current().find(content.kind, content.value))


def settle(opened: Opened, found: LookedUp, moment: Moment) -> Outcome:
    """One transaction: the try counted, the code spent, the verdict kept."""
    slot = opened.flow.slot_id
    enquiry = rows.lock(slot)
    if enquiry is None:
        return _unknown(opened, moment)
    content = Content.open(slot, bytes(enquiry.body))
    tallies = tallies_of(content, moment)
    accounts = stands_against(enquiry, found.accounts).live(found.accounts)
    judgement, used = _judge(enquiry, content, found.prove, moment)
    record(Event.JUDGED, {"enquiry": slot, "judgement": judgement.value})
    content = content.with_spent(used, moment.now) if used else content
    content = content.with_verdict(moment.envelope, judgement.value)
    enquiry.tries += judgement == policy.Judgement.WRONG
    enquiry.state = _state(enquiry, judgement)
    seen = proven(enquiry, content, accounts, moment)
    # The answer follows what was counted before: this very code may end the row of failures.
    tallies.write(_counted(tallies, content, judgement, seen, moment), moment.now)
    return saved(opened.flow, enquiry, content, tallies=tallies, accounts=accounts, moment=moment)


def _counted(
    tallies: Tallies,
    content: Content,
    judgement: policy.Judgement,
    seen: tuple[Proven, ...],
    moment: Moment,
) -> dict[str, Tally]:
    """A wrong code is one more failure of every owner who was sent one; what opens ends the row."""
    if judgement == policy.Judgement.WRONG:
        sent = [mark for mark in tallies.by_mark if content.owners.get(mark)]
        return {mark: tallies.by_mark[mark].failed(moment.now) for mark in sent}
    if judgement != policy.Judgement.GOOD:
        return {}
    opened = [one.account for one in guarding.enough(seen, tallies.guarded)]
    marks = tallies.standing_for(*opened)
    return {mark: tallies.by_mark[mark].succeeded() for mark in marks}


def _judge(
    enquiry: Enquiry, content: Content, prove: Prove, moment: Moment
) -> tuple[policy.Judgement, policy.Kept | None]:
    return policy.judge(
        content.codes,
        tries=enquiry.tries,
        typed_at=moment.inserted_at,
        good_for=timedelta(minutes=current().code_minutes),
        matches=lambda kept: codes.matches(kept.digest, prove.code, enquiry=enquiry.id),
    )


def _state(enquiry: Enquiry, judgement: policy.Judgement) -> str:
    if judgement == policy.Judgement.GOOD:
        return State.PROVEN
    return State.CLOSED if enquiry.tries >= policy.MOST_TRIES else enquiry.state


def _unknown(opened: Opened, moment: Moment) -> Outcome:
    """The enquiry was purged, or its ask was never accepted: it is asked anew."""
    status = seal_status(opened.flow, 0, {moment.envelope: Verdict.TRY_AGAIN})
    answer = seal_answer(opened.flow, (), more=False)
    return Outcome(opened.flow.slot_id, 1, status, answer)
