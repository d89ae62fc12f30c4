"""Moving a recovery on: each move is compare-and-set, so of two workers one does it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from recupera.messages.letters import Language
from recupera.people import Account
from recupera.recoveries import marks
from recupera.recoveries.content import Content
from recupera.recoveries.models import Recovery, State
from recupera.recoveries.policy import CLAIM_LIVES

STORE = "vault"
LIVE = (State.CLAIMED, State.SET)
MOVES = frozenset(
    {
        (State.CLAIMED, State.SET),
        (State.SET, State.TOLD),
        (State.TOLD, State.OBJECTED),
    }
)


def claim(
    operation: str, *, enquiry: str, account: Account, language: Language, now: datetime
) -> Recovery | None:
    """Commits that this account's password is about to be changed; None where another change is.

    `operation` is the envelope's id; claimed twice, it is the one claim. Not inside a transaction:
    whoever dies after this leaves the claim to the next.
    """
    probes = marks.probes_of_account(account.id)
    new = Recovery(
        id=operation,
        enquiry=enquiry,
        account=probes[0],
        body=Content(account, language).seal(operation),
        claimed_at=now,
        due_at=now + CLAIM_LIVES,
    )
    # Under an older version of the key the store's own constraint would not see it.
    live = Recovery.objects.filter(account__in=probes, state__in=LIVE).exclude(id=operation)
    try:
        with transaction.atomic(STORE, durable=True):
            if live.exists():
                return None
            new.save(force_insert=True)
    except IntegrityError:
        return Recovery.objects.filter(id=operation).first()
    return new


def release(recovery: Recovery) -> bool:
    """The claim came to nothing. Only of one whose operation can no longer be carried out."""
    return bool(Recovery.objects.filter(id=recovery.id, state=State.CLAIMED).delete()[0])


def move(recovery: Recovery, new: State, **changes: Any) -> bool:
    """False where somebody else was quicker; `recovery` then says what it said before."""
    old = State(recovery.state)
    assert (old, new) in MOVES
    moved = Recovery.objects.filter(id=recovery.id, state=old).update(state=new, **changes)
    if moved:
        for name, value in ({"state": new} | changes).items():
            setattr(recovery, name, value)
    return bool(moved)
