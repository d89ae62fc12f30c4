"""The four codes of an ask, and the letters that carry those which somebody is to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from secrets import token_hex

from recupera.enquiries import codes, owners, policy
from recupera.enquiries.allotment import Allotment
from recupera.messages.letters import Letter, Template
from recupera.options import current
from recupera.people import Channel, ChannelKind
from recupera.people.case_reference import grouped
from recupera.worker.requests import Ask

CODED = {ChannelKind.EMAIL: Template.CODE_BY_EMAIL, ChannelKind.SMS: Template.CODE_BY_SMS}
BARE = {ChannelKind.EMAIL: Template.CASE_BY_EMAIL, ChannelKind.SMS: Template.CASE_BY_SMS}
FROZEN = {ChannelKind.EMAIL: Template.NO_CODE_BY_EMAIL, ChannelKind.SMS: Template.NO_CODE_BY_SMS}


@dataclass(frozen=True)
class Made:
    """A code as it is kept, and its letter; without one it is a decoy that nobody knows.

    `passing` is what a ledger keeps of the letter, empty where it holds no code.
    """

    kept: policy.Kept
    dispatch: policy.Dispatch | None
    letter: Letter | None
    passing: str


def make_codes(
    ask: Ask, sent: Sequence[policy.Dispatch], allotment: Allotment, *, enquiry: str
) -> list[Made]:
    """MOST_CODES of them, whoever may be sent one."""
    allowed = [one if allotment.allows(one) else None for one in sent]
    padded = zip_longest(allowed, range(policy.MOST_CODES))
    return [_make(ask, dispatch, allotment, enquiry) for dispatch, _ in padded]


def _make(ask: Ask, to: policy.Dispatch | None, allotment: Allotment, enquiry: str) -> Made:
    code, now = codes.new_code(), allotment.asking.at
    coded = to is not None and not to.bare
    channel = to.channel.channel if to and coded else _nobodys()
    kept = policy.Kept(
        digest=codes.digest_of(code, enquiry=enquiry),
        channel=codes.channel_mark(channel.address, enquiry=enquiry),
        made_at=now,
        by=channel.kind,
    )
    letter = _letter(to, ask, code, now, last=allotment.is_last(to)) if to else None
    passing = owners.pass_of(ask.reference, code)
    return Made(kept, to, letter, passing if coded else "")


def _nobodys() -> Channel:
    return Channel(ChannelKind.EMAIL, token_hex(16))


def _letter(to: policy.Dispatch, ask: Ask, code: str, now: datetime, *, last: bool) -> Letter:
    templates = FROZEN if to.case else BARE if to.bare else CODED
    said = _bare(to, ask) if to.bare else _coded(to, ask, code, now) | {"last": last}
    template = templates[to.channel.channel.kind]
    return Letter(template=template, recipient=to.channel, language=ask.language, context=said)


def _bare(to: policy.Dispatch, ask: Ask) -> dict[str, object]:
    said: dict[str, object] = {"reference": ask.reference}
    return said | {"case": grouped(to.case)} if to.case else said


def _coded(to: policy.Dispatch, ask: Ask, code: str, now: datetime) -> dict[str, object]:
    names = sorted({account.username for account in to.accounts})
    until = now + timedelta(minutes=current().code_minutes)
    return {
        "reference": ask.reference,
        "code": codes.grouped(code),
        "usernames": names[: policy.MOST_SHOWN] if policy.names_user(ask.kind) else [],
        "until": until.isoformat(),
    }
