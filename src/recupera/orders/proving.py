"""The life of a proof: opened, settled good or failed, and what an agent found by looking.

In the caller's vault transaction. Every step stands in the case's history, for the desk alone, and
in its journal.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import note
from recupera.journal.events import Event, record_of
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.sealed import About, seal_proof
from recupera.people import Account
from recupera.recoveries import marks

# An order may go by a proof for so long.
GOOD_FOR = timedelta(days=10)


def begin(
    case: Case,
    kind: ProofKind,
    account: Account | None,
    about: About,
    *,
    agent: Agent,
    now: datetime,
    lives: timedelta,
    name: str = "",
) -> Proof:
    """A new row that is open. It looks the same whether or not there is an account."""
    proof = Proof(
        id=name or token_hex(16),
        case=case,
        account=mark_of(case, account),
        kind=kind,
        agent=agent.id,
        opened_at=now,
        expires_at=now + lives,
    )
    proof.body = seal_proof(proof, about)
    proof.save(force_insert=True)
    return proof


def settle(proof: Proof, state: ProofState, *, now: datetime) -> None:
    proof.state, proof.settled_at = state, now
    proof.good_until = now + GOOD_FOR if state == ProofState.GOOD else None
    proof.save(update_fields=["state", "settled_at", "good_until", "tries"])
    tell(proof, state.value, now)


def note_checked(
    case: Case,
    kind: ProofKind,
    items: Mapping[str, Mapping[str, Any]],
    *,
    account: Account | None,
    agent: Agent,
    now: datetime,
    files: Sequence[str],
) -> bool:
    """What an agent found by looking, item by item: good where every item is, failed otherwise."""
    about = About(account.id if account else "", items=items, files=tuple(files))
    proof = begin(case, kind, account, about, agent=agent, now=now, lives=timedelta())
    good = bool(items) and all(one["yes"] is True for one in items.values())
    settle(proof, ProofState.GOOD if good else ProofState.FAILED, now=now)
    return good


def mark_of(case: Case, account: Account | None) -> str:
    """Names the account; where there is none, a mark of the case that no account has."""
    return marks.of_account(account.id if account else f"none of {case.reference}")


def lapse(now: datetime) -> None:
    """Settles what nobody showed in time."""
    late = Proof.objects.filter(state=ProofState.OPEN, expires_at__lt=now)
    late.update(state=ProofState.FAILED, settled_at=now)


def tell(proof: Proof, step: str, now: datetime) -> None:
    """Writes the step into the case's history and journal."""
    text = f"{proof.kind} {step}"
    note(
        proof.case,
        EntryKind.PROVED,
        text,
        by=Author.SYSTEM,
        now=now,
        shown=False,
        agent=proof.agent,
    )
    facts = {"proof": proof.id, "kind": proof.kind, "step": step, "agent": proof.agent}
    record_of(proof.case_id, Event.PROVED, facts)
