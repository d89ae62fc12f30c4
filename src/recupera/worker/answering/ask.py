"""An ask: look the datum up, make four codes, put four letters into the outbox.

The same statements, the same rows and the same bytes for every datum; which of the four codes
anybody will ever read is known only inside what is sealed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from secrets import token_hex

from recupera import directories
from recupera.enquiries import codes, policy
from recupera.enquiries.content import Content, tries_left
from recupera.enquiries.models import Enquiry
from recupera.journal.events import Event, record
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict, seal_answer, seal_status
from recupera.messages.letters import Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import Account, ChannelKind, RegisteredChannel
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


@dataclass(frozen=True)
class _Made:
    kept: policy.Kept
    letters: list[Letter]


def look_up(opened: Opened) -> LookedUp:
    """Raises requests.Malformed, DirectoryUnavailable or DirectoryRefused."""
    ask = read_ask(opened)
    return LookedUp(ask, directories.current().find(ask.kind, ask.value))


def settle(opened: Opened, found: LookedUp, moment: Moment) -> Outcome:
    """One transaction: the enquiry, its codes and the four rows of the outbox."""
    enquiry, content = _enquiry(opened, found.ask)
    late = moment.now - moment.inserted_at > TOO_OLD
    if late or enquiry.asks >= policy.MOST_ASKS:
        return _refused(opened, enquiry, content, moment)
    made = _make_codes(enquiry.id, found, moment.now)
    expires = moment.now + timedelta(minutes=current().code_minutes)
    put(_four(made), expires_at=expires, now=moment.now)
    content = content.with_codes(tuple(one.kept for one in made))
    content = content.with_verdict(moment.envelope, Verdict.GOOD)
    record(Event.ASKED, {"enquiry": enquiry.id, "kind": found.ask.kind.value})
    return _saved(opened, enquiry, content, asks=enquiry.asks + 1)


def _enquiry(opened: Opened, ask: Ask) -> tuple[Enquiry, Content]:
    """The enquiry of this flow, which a second ask goes on with, or a new one."""
    enquiry_id = opened.flow.slot_id
    content = Content(ask.kind, ask.value)
    # Revision 1 is a prove's that found no enquiry: what comes of this ask must cover it.
    new = Enquiry(id=enquiry_id, revision=1, body=content.seal(enquiry_id))
    Enquiry.objects.bulk_create([new], ignore_conflicts=True)
    enquiry = Enquiry.objects.select_for_update().get(id=enquiry_id)
    kept = Content.open(enquiry_id, bytes(enquiry.body))
    # A second datum under one flow starts over: a code opens only what it was asked for.
    same = (kept.kind, kept.value) == (ask.kind, ask.value)
    return enquiry, kept if same else content


def _make_codes(enquiry: str, found: LookedUp, now: datetime) -> list[_Made]:
    ask, options = found.ask, current()
    sent = policy.dispatches(
        ask.kind,
        ask.value,
        found.accounts,
        mobiles=options.mobiles if options.offers_sms else (),
        by_sms=ask.by_sms,
    )
    padded = zip_longest(sent, range(policy.MOST_CODES))
    return [_make_code(enquiry, ask, dispatch, now) for dispatch, _ in padded]


def _make_code(enquiry: str, ask: Ask, dispatch: policy.Dispatch | None, now: datetime) -> _Made:
    code = codes.new_code()
    channels = dispatch.channels if dispatch else ()
    address = channels[0].channel.address if channels else token_hex(16)
    kept = policy.Kept(
        digest=codes.digest_of(code, enquiry=enquiry),
        channel=codes.channel_mark(address, enquiry=enquiry),
        made_at=now,
    )
    accounts = dispatch.accounts if dispatch else ()
    return _Made(kept, [_letter(to, accounts, ask, code, now) for to in channels])


def _letter(
    to: RegisteredChannel, accounts: tuple[Account, ...], ask: Ask, code: str, now: datetime
) -> Letter:
    by_sms = to.channel.kind == ChannelKind.SMS
    until = now + timedelta(minutes=current().code_minutes)
    names = sorted({account.username for account in accounts})
    return Letter(
        template=Template.CODE_BY_SMS if by_sms else Template.CODE_BY_EMAIL,
        recipient=to,
        language=ask.language,
        context={
            "reference": ask.reference,
            "code": codes.grouped(code),
            "usernames": names[: policy.MOST_SHOWN] if policy.names_user(ask.kind) else [],
            "until": until.isoformat(),
            "last": False,
        },
    )


def _four(made: list[_Made]) -> list[Letter | None]:
    letters = list(chain.from_iterable(one.letters for one in made))[: policy.MOST_CODES]
    return [letter for letter, _ in zip_longest(letters, range(policy.MOST_CODES))]


def _refused(opened: Opened, enquiry: Enquiry, content: Content, moment: Moment) -> Outcome:
    content = content.with_verdict(moment.envelope, Verdict.TRY_AGAIN)
    record(Event.DROPPED, {"enquiry": enquiry.id})
    return _saved(opened, enquiry, content, asks=enquiry.asks)


def _saved(opened: Opened, enquiry: Enquiry, content: Content, *, asks: int) -> Outcome:
    revision = enquiry.revision + 1
    Enquiry.objects.filter(id=enquiry.id).update(
        asks=asks, revision=revision, body=content.seal(enquiry.id)
    )
    status = seal_status(opened.flow, tries_left(enquiry.tries), _verdicts(content))
    # Only the first publication makes the (empty) answer; later ones must not wipe a full one.
    answer = seal_answer(opened.flow, (), more=False) if enquiry.asks == 0 else None
    return Outcome(enquiry.id, revision, status, answer)


def _verdicts(content: Content) -> dict[str, Verdict]:
    return {envelope: Verdict(verdict) for envelope, verdict in content.verdicts.items()}
