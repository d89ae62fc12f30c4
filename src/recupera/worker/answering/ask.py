"""An ask: look the datum up, make four codes, put four letters into the outbox.

The same statements, the same rows and the same bytes for every datum; which of the four codes
anybody will ever read is known only inside what is sealed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from secrets import token_hex

from recupera import directories
from recupera.enquiries import codes, policy
from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry
from recupera.journal.events import Event, record
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.messages.letters import Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import Account, Channel, ChannelKind
from recupera.worker.answering.saving import saved
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
    letter: Letter | None


def look_up(opened: Opened) -> LookedUp:
    """Raises requests.Malformed, DirectoryUnavailable or DirectoryRefused."""
    ask = read_ask(opened)
    return LookedUp(ask, directories.current().find(ask.kind, ask.value))


def settle(opened: Opened, found: LookedUp, moment: Moment) -> Outcome:
    """One transaction: the enquiry, its codes and the four rows of the outbox."""
    enquiry, content = _enquiry(opened, found.ask)
    late = moment.now - moment.inserted_at > TOO_OLD
    if late or enquiry.asks >= policy.MOST_ASKS:
        return _refused(opened, enquiry, content, found.accounts, moment)
    made = _make_codes(enquiry.id, found, moment.now)
    expires = moment.now + timedelta(minutes=current().code_minutes)
    put([one.letter for one in made], expires_at=expires, now=moment.now)
    content = content.with_codes(tuple(one.kept for one in made))
    content = content.with_verdict(moment.envelope, Verdict.GOOD)
    record(Event.ASKED, {"enquiry": enquiry.id, "kind": found.ask.kind.value})
    enquiry.asks += 1
    return saved(opened.flow, enquiry, content, found.accounts, moment)


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
    channel = dispatch.channel.channel if dispatch else _nobodys()
    kept = policy.Kept(
        digest=codes.digest_of(code, enquiry=enquiry),
        channel=codes.channel_mark(channel.address, enquiry=enquiry),
        made_at=now,
        by=channel.kind,
    )
    return _Made(kept, _letter(dispatch, ask, code, now) if dispatch else None)


def _nobodys() -> Channel:
    return Channel(ChannelKind.EMAIL, token_hex(16))


def _letter(dispatch: policy.Dispatch, ask: Ask, code: str, now: datetime) -> Letter:
    by_sms = dispatch.channel.channel.kind == ChannelKind.SMS
    until = now + timedelta(minutes=current().code_minutes)
    names = sorted({account.username for account in dispatch.accounts})
    return Letter(
        template=Template.CODE_BY_SMS if by_sms else Template.CODE_BY_EMAIL,
        recipient=dispatch.channel,
        language=ask.language,
        context={
            "reference": ask.reference,
            "code": codes.grouped(code),
            "usernames": names[: policy.MOST_SHOWN] if policy.names_user(ask.kind) else [],
            "until": until.isoformat(),
            "last": False,
        },
    )


def _refused(
    opened: Opened, enquiry: Enquiry, content: Content, accounts: list[Account], moment: Moment
) -> Outcome:
    content = content.with_verdict(moment.envelope, Verdict.TRY_AGAIN)
    record(Event.DROPPED, {"enquiry": enquiry.id})
    return saved(opened.flow, enquiry, content, accounts, moment)
