"""Answering the desk's requests, each exactly once: opened, judged, done, replied to.

What the desk says about who asks is believed as far as the worker itself has judged a second
factor of theirs in this shift; what they may do stands in one table (`agents.policy`).
"""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import transaction

from recupera.agents import vouching
from recupera.agents.factors import WrongFactor, note_wrong
from recupera.agents.models import Agent
from recupera.agents.policy import UNSIGNED, Act, Role, allowed
from recupera.agents.tally import count
from recupera.cases.models import Case
from recupera.cases.thread import root_of
from recupera.cases.writing import NotNow, Overtaken
from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable
from recupera.hatch import take
from recupera.hatch.models import Request
from recupera.hatch.sealing import Opened, open_request
from recupera.journal.events import Event, record, record_of
from recupera.keys import CannotOpen, KeyMissing
from recupera.letterbox.clock import now
from recupera.people import case_reference
from recupera.worker.conversing import TooLate
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.table import SERVING

log = logging.getLogger(__name__)

STORE = "vault"
MOST = 4
SOON = timedelta(milliseconds=200)


def turn() -> int:
    """Answers what waits, a few at a time; returns how many there were."""
    taken = take.take(MOST)
    for request in taken:
        with suppress(take.Done):
            _serve(request)
    return len(taken)


def _serve(request: Request) -> None:
    try:
        opened = open_request(
            request.id, request.kind, request.agent, request.key_id, bytes(request.body)
        )
    except CannotOpen as wrong:
        log.error("a request of the desk cannot be opened: %s", wrong)
        take.discard(request)
        return
    try:
        _carry_out(request, opened)
    except Refused as refused:
        _refuse(request, opened, refused)
    except Overtaken:
        _refuse(request, opened, Refused(Reason.OVERTAKEN))
    except TooLate:
        _refuse(request, opened, Refused(Reason.TOO_LATE))
    except NotNow:
        _refuse(request, opened, Refused(Reason.NOT_NOW))
    except (DirectoryUnavailable, DirectoryRefused):
        _refuse(request, opened, Refused(Reason.UNAVAILABLE))
    except (CannotOpen, KeyMissing) as forged:
        log.error("a row that a request needs was written by somebody else: %s", forged)
        _refuse(request, opened, Refused(Reason.FORGED))
    except WrongFactor as wrong:
        _refuse(request, opened, Refused(Reason.WRONG_FACTOR), wrong)


def _carry_out(request: Request, opened: Opened) -> None:
    act = _act(opened)
    serving = SERVING[act]
    look_up = getattr(serving, "look_up", None)
    found = look_up(_asking(request, opened, act, hold=False)) if look_up else None
    with transaction.atomic(STORE):
        asking = _asking(request, opened, act, hold=True)
        reply = serving.settle(asking, found)
        if asking.agent is not None:
            count(asking.agent.id, act.value, asking.now)
        take.settle(request, opened.secret, reply)


def _act(opened: Opened) -> Act:
    act = Act(opened.kind) if opened.kind in set(Act) else None
    if act is None or act not in SERVING:
        raise Refused(Reason.MALFORMED)
    return act


def _asking(request: Request, opened: Opened, act: Act, *, hold: bool) -> Asking:
    """Raises Refused where it may not be asked."""
    at = now(STORE)
    case = _case(opened, hold=hold)
    agent = _agent(request, opened, act)
    if agent is not None and not allowed(Role(agent.role), act, case.state if case else None):
        raise Refused(Reason.NOT_ALLOWED)
    return Asking(request.id, agent, opened.content, case, request.inserted_at, at)


def _agent(request: Request, opened: Opened, act: Act) -> Agent | None:
    if act in UNSIGNED:
        return None
    agent = vouching.known(opened.agent)
    until = agent.shift_until if agent else None
    if agent is None or until is None or until < request.inserted_at:
        raise Refused(Reason.NOT_SIGNED_IN)
    return agent


def _case(opened: Opened, *, hold: bool) -> Case | None:
    named: Any = opened.content.get("case")
    if named is None:
        return None
    reference = case_reference.reference(named) if isinstance(named, str) else None
    found = Case.objects.filter(reference=reference).first()
    if found is None:
        raise Refused(Reason.NO_SUCH_CASE)
    root = root_of(found)
    return Case.objects.select_for_update().get(reference=root.reference) if hold else root


def _refuse(
    request: Request, opened: Opened, refused: Refused, wrong: WrongFactor | None = None
) -> None:
    """Says no, counts it and writes it down, so that whoever tries doors is seen."""
    by = wrong.agent if wrong else opened.agent
    with transaction.atomic(STORE):
        count(by, f"{opened.kind}!refused"[:32], now(STORE))
        if refused.reason is Reason.ACCOUNT_DATA:
            count(by, refused.reason.value, now(STORE))
        if wrong:
            note_wrong(wrong, now(STORE))
        facts = {"act": opened.kind, "agent": by, "reason": refused.reason.value}
        _record_refused(opened.content.get("case"), facts)
        reply = {"refused": refused.reason.value, **refused.facts}
        take.settle(request, opened.secret, reply)


def _record_refused(named: Any, facts: dict[str, str]) -> None:
    """With the case, where there is one of this name; whatever else was typed is only named."""
    case = case_reference.reference(named) if isinstance(named, str) else None
    if case and Case.objects.filter(reference=case).exists():
        record_of(case, Event.REFUSED, facts)
    else:
        record(Event.REFUSED, facts | {"named": str(named or "")[:12]})
