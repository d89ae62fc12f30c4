"""The life of a proof: opened, settled good or failed, and what an agent found by looking.

In the caller's vault transaction. Every step stands in the case's history, for the desk alone, and
in its journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from django.db import transaction

from recupera.agents.models import Agent
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import note
from recupera.journal.events import Event, record_of
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.sealed import About, known, open_proof, seal_proof
from recupera.people import Account
from recupera.recoveries import marks

# An order may go by a proof for so long.
GOOD_FOR = timedelta(days=10)
MOST_AT_ONCE = 200
STORE = "vault"


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


def settle(proof: Proof, state: ProofState, *, now: datetime, wrong: int = 0) -> None:
    """`wrong` is how many tries more were wrong. Raises keys.CannotOpen."""
    good_until = now + GOOD_FOR if state == ProofState.GOOD else None
    tries = proof.tries + wrong
    change(proof, state=state, settled_at=now, good_until=good_until, tries=tries)
    tell(proof, state.value, now)


def change(proof: Proof, **changes: Any) -> None:
    """Every change of a row that is whole seals it anew. Raises keys.CannotOpen."""
    about = open_proof(proof)
    for name, value in changes.items():
        setattr(proof, name, value)
    proof.body = seal_proof(proof, about)
    proof.save(update_fields=[*changes, "body"])


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


def whole(proofs: Iterable[Proof]) -> list[tuple[Proof, About]]:
    """Those that the worker wrote, as it wrote them, and what they rest on.

    Every other counts for nothing, and stands in the journal of its case.
    """
    found = [(one, known(one)) for one in proofs]
    for one, about in found:
        if about is None:
            record_of(one.case_id, Event.FORGED, {"what": "proof", "proof": one.id})
    return [(one, about) for one, about in found if about]


def lapse(now: datetime) -> None:
    """Settles what nobody showed in time."""
    late = Proof.objects.select_for_update().filter(state=ProofState.OPEN, expires_at__lt=now)
    with transaction.atomic(STORE):
        for one in late.order_by("-expires_at", "id")[:MOST_AT_ONCE]:
            if known(one):
                change(one, state=ProofState.FAILED, settled_at=now)


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
