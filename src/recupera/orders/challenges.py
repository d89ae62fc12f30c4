"""Codes that the person of a case types on its page, to show that a channel is theirs.

An account that does not exist, or has no such channel, takes the same statements and rows as any
other: its letter is a null row, its digest one that no eight digits have. In the caller's vault
transaction.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex

from recupera.agents.models import Agent
from recupera.cases.mailboxes import Ledgers
from recupera.cases.models import Case
from recupera.enquiries import codes, owners
from recupera.enquiries.allotment import Allotment, Tallies
from recupera.enquiries.allowance import Asking
from recupera.enquiries.policy import Dispatch, Judgement
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.proving import begin, change, settle, tell, whole
from recupera.orders.sealed import About
from recupera.people import (
    Account,
    ChannelKind,
    DatumKind,
    ProposedAddress,
    RegisteredChannel,
    registered_channels,
)
from recupera.people.case_reference import grouped

# SP 800-63B-4, 4.2.1.2 for text messages; a mailbox may be looked into when work is over.
LIVES = {ChannelKind.SMS: timedelta(minutes=10), ChannelKind.EMAIL: timedelta(hours=24)}
MOST_TRIES = 5
# Of a kind, in one case, in 24 hours.
MOST_A_DAY = 3
DAY = timedelta(hours=24)
# Codes older than this are no longer known, not even as codes that are over.
KNOWN = timedelta(days=7)
TYPED = (ProofKind.CHANNEL_CODE, ProofKind.NEW_ADDRESS)
TEMPLATES = {
    ChannelKind.EMAIL: Template.DESK_CODE_BY_EMAIL,
    ChannelKind.SMS: Template.DESK_CODE_BY_SMS,
}


class Enough(Exception):
    """So many codes of this kind were sent for this case today; a day later there are others."""


def send_code(
    case: Case, account: Account | None, channel: ChannelKind, *, agent: Agent, now: datetime
) -> Proof:
    """A code to the account's first channel of this kind, within its owner's day. Raises Enough."""
    _within_day(case, ProofKind.CHANNEL_CODE, now)
    reached = _channel_of(account, channel)
    dispatch = Dispatch(reached, (account,)) if account and reached else None
    sent = _allowed(case, dispatch, now)
    return _sent(
        case,
        ProofKind.CHANNEL_CODE,
        account,
        About(account.id if account else "", channel, reached.channel.address if reached else ""),
        TEMPLATES[channel],
        to=reached if sent else None,
        agent=agent,
        now=now,
    )


def send_new_code(
    case: Case, account: Account | None, address: str, *, agent: Agent, now: datetime
) -> Proof:
    """A code to an address that is to be registered, within that address's day. Raises Enough."""
    _within_day(case, ProofKind.NEW_ADDRESS, now)
    ledgers = Ledgers.open(case.reference, address, now)
    sent = bool(address) and ledgers.take(now, acknowledging=False)
    ledgers.write(now)
    return _sent(
        case,
        ProofKind.NEW_ADDRESS,
        account,
        About(account.id if account else "", ChannelKind.EMAIL, address),
        Template.NEW_ADDRESS_CODE_BY_EMAIL,
        to=ProposedAddress(address) if sent else None,
        agent=agent,
        now=now,
    )


def show_code(case: Case, code: str, *, typed_at: datetime, now: datetime) -> Judgement:
    """Judges a code that the case's person typed, against every one that was sent for the case.

    A wrong one is a try at each that is open, so that two open codes are guessed no faster than
    one. `typed_at` is when the database received it: waiting for the worker expires nothing.
    """
    known = Proof.objects.filter(case=case, kind__in=TYPED, opened_at__gt=now - KNOWN)
    opened = whole(known.select_for_update().order_by("-opened_at", "id"))
    sent = [one for one, _ in opened]
    # Each is compared, whatever the one before was.
    same = [codes.matches(about.digest, code, enquiry=purpose(one.id)) for one, about in opened]
    found = next((one for one, it in zip(sent, same, strict=True) if it), None)
    is_open = [one for one in sent if one.state == ProofState.OPEN and typed_at <= one.expires_at]
    if found in is_open:
        settle(found, ProofState.GOOD, now=now)
        return Judgement.GOOD
    if found:
        return Judgement.SPENT if found.state == ProofState.GOOD else _why_over(found)
    return _wrong(is_open, sent, now)


def purpose(proof: str) -> str:
    """What the digest of its code is bound to."""
    return f"proof {proof}"


def _wrong(is_open: list[Proof], sent: list[Proof], now: datetime) -> Judgement:
    for one in is_open:
        if one.tries + 1 >= MOST_TRIES:
            settle(one, ProofState.FAILED, now=now, wrong=1)
        else:
            change(one, tries=one.tries + 1)
    if any(one.tries < MOST_TRIES for one in is_open):
        return Judgement.WRONG
    over = [one for one in sent if one.state != ProofState.GOOD]
    return _why_over(over[0]) if over else Judgement.WRONG


def _why_over(proof: Proof) -> Judgement:
    return Judgement.TOO_MANY if proof.tries >= MOST_TRIES else Judgement.EXPIRED


def _within_day(case: Case, kind: ProofKind, now: datetime) -> None:
    today = Proof.objects.filter(case=case, kind=kind, opened_at__gt=now - DAY)
    if today.count() >= MOST_A_DAY:
        raise Enough


def _channel_of(account: Account | None, channel: ChannelKind) -> RegisteredChannel | None:
    """The first that can be written to: no landline, and no phone without a gateway."""
    mobiles = current().mobiles if current().offers_sms else ()
    each = registered_channels(account) if account else ()
    alike = (one for one in each if one.channel.kind is channel)
    can = (one for one in alike if channel is ChannelKind.EMAIL or _mobile(one, mobiles))
    return next(can, None)


def _mobile(one: RegisteredChannel, mobiles: tuple[str, ...]) -> bool:
    return bool(mobiles) and one.channel.address.startswith(mobiles)


def _allowed(case: Case, dispatch: Dispatch | None, now: datetime) -> bool:
    """Whether the owner's day has room: the ledger of every other code. All desks are one network,
    so that cases use up nobody's messages of the day but the four that are for everybody."""
    accounts, sending = (dispatch.accounts, [dispatch]) if dispatch else ((), [])
    named = owners.marks(accounts, sending, DatumKind.NATIONAL_ID, f"case {case.reference}")
    network = frozenset({owners.mark(b"network of the desk")[:16]})
    tallies = Tallies.open(named, now)
    allotment = Allotment.of(Asking(DatumKind.NATIONAL_ID, network, now), tallies, accounts)
    allowed = dispatch is not None and allotment.allows(dispatch)
    charged = allotment.charged([(dispatch, "")] if dispatch and allowed else [])
    tallies.write(charged, now)
    return allowed


def _sent(
    case: Case,
    kind: ProofKind,
    account: Account | None,
    about: About,
    template: Template,
    *,
    to: RegisteredChannel | ProposedAddress | None,
    agent: Agent,
    now: datetime,
) -> Proof:
    """The proof, open, and one row of the outbox: the letter with its code, or a null row."""
    name, code, lives = token_hex(16), codes.new_code(), LIVES[template.channel]
    kept = codes.digest_of(code if to else token_hex(8), enquiry=purpose(name))
    about = replace(about, digest=kept)
    proof = begin(case, kind, account, about, agent=agent, now=now, lives=lives, name=name)
    said = {
        "case": grouped(case.reference),
        "code": codes.grouped(code),
        "until": proof.expires_at.isoformat(),
    }
    letter = Letter(template, to, LANGUAGES[case.language], said) if to else None
    put([letter], expires_at=proof.expires_at, now=now)
    tell(proof, "opened", now)
    return proof
