"""Calling back: the worker tells the registered number, and whoever answers reads two digits off
the page of their own case.

Two wrong answers in a day, in this case or about this account, end the way until the day is over.
In the caller's vault transaction.
"""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from recupera.agents.models import Agent
from recupera.cases.models import Case
from recupera.journal.events import Event, record_of
from recupera.keys import CannotOpen
from recupera.orders.ladder import ProofKind
from recupera.orders.models import CallDigits, Proof, ProofState
from recupera.orders.proving import begin, change, mark_of, settle, tell, whole
from recupera.orders.sealed import About, open_digits, seal_digits
from recupera.people import Account, ChannelKind

# From the number to what was read off the page.
CALL_LIVES = timedelta(minutes=30)
DAY = timedelta(hours=24)
MOST_WRONG = 2


class Ended(Exception):
    """No call counts in this case, or about this account, until a day after the second wrong."""


class NoCall(Exception):
    """This agent was told no number in the last half hour."""


def digits(case: Case) -> str:
    """The two digits that the case's page shows now, whoever the case is about."""
    row = CallDigits.objects.filter(case=case).first()
    if row is None:
        fresh = CallDigits(case=case, body=seal_digits(case.reference, _two()))
        # Two browsers that look at the same moment are shown the same.
        CallDigits.objects.bulk_create([fresh], ignore_conflicts=True)
        row = CallDigits.objects.get(case=case)
    return _read(row) or _drawn(case)


def call(case: Case, account: Account | None, *, agent: Agent, now: datetime) -> str:
    """Opens a call and returns the registered number, E.164; empty where there is none, and then
    nothing that is read can be right. Raises Ended."""
    _require_open(case, account, now)
    number = next(iter(account.phones), "") if account else ""
    about = About(account.id if account else "", ChannelKind.SMS if number else "", number)
    proof = begin(case, ProofKind.CALL_BACK, account, about, agent=agent, now=now, lives=CALL_LIVES)
    tell(proof, "opened", now)
    return number


def match(case: Case, typed: str, *, account: Account | None, agent: Agent, now: datetime) -> bool:
    """Judges what was read to the agent: one try a call, and new digits after it.

    Raises NoCall or Ended.
    """
    row = CallDigits.objects.select_for_update().filter(case=case).first()
    _require_open(case, account, now)
    proof, about = _open_call(case, account, agent, now)
    right = secrets.compare_digest((row and _read(row)) or "none", typed)
    good = right and bool(about.address)
    state = ProofState.GOOD if good else ProofState.FAILED
    settle(proof, state, now=now, wrong=not good)
    _drawn(case)
    return good


def _open_call(
    case: Case, account: Account | None, agent: Agent, now: datetime
) -> tuple[Proof, About]:
    """The agent's latest; those before it are over with it."""
    opened = Proof.objects.filter(
        case=case,
        account=mark_of(case, account),
        kind=ProofKind.CALL_BACK,
        state=ProofState.OPEN,
        agent=agent.id,
        expires_at__gte=now,
    )
    found = whole(opened.select_for_update().order_by("-opened_at", "id"))
    if not found:
        raise NoCall
    for older, _ in found[1:]:
        change(older, state=ProofState.FAILED, settled_at=now)
    return found[0]


def _read(row: CallDigits) -> str:
    """Empty where somebody else than the worker wrote them."""
    try:
        return open_digits(row)
    except CannotOpen:
        record_of(row.case_id, Event.FORGED, {"what": "digits"})
        return ""


def _drawn(case: Case) -> str:
    """New ones."""
    two = _two()
    CallDigits.objects.filter(case=case).update(body=seal_digits(case.reference, two))
    return two


def _require_open(case: Case, account: Account | None, now: datetime) -> None:
    wrong = Proof.objects.filter(
        Q(case=case) | Q(account=mark_of(case, account)),
        kind=ProofKind.CALL_BACK,
        tries__gt=0,
        settled_at__gt=now - DAY,
    )
    if wrong.count() >= MOST_WRONG:
        raise Ended


def _two() -> str:
    return f"{secrets.randbelow(100):02d}"
