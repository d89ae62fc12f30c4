"""What is known of a proof, sealed for the worker alone and bound to its row and case.

The desk may read that there is a proof, and never what it rests on.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from recupera.keys import CannotOpen, KeyMissing, Ring, open_with, ring, seal_with
from recupera.options import current
from recupera.orders.ladder import ProofKind
from recupera.orders.models import CallDigits, Proof

log = logging.getLogger(__name__)

# A code or a call, and a check with a note to each item: one size a kind, whatever is inside.
SIZE, CHECKED_SIZE = 1024, 12_288
CHALLENGES = frozenset({ProofKind.CHANNEL_CODE, ProofKind.CALL_BACK, ProofKind.NEW_ADDRESS})
DIGITS_SIZE = 16


@dataclass(frozen=True)
class About:
    """`account` is the directory's id, empty where the case's data name no account.

    Of a code or a call: `channel` is a `people.ChannelKind`, `address` where it went or the number
    that was told (empty where nothing was), `digest` the code's. Of a check: `items` by slug, each
    `{"yes": bool, "note": str}`, and the ids of the `files` that were looked at.
    """

    account: str = ""
    channel: str = ""
    address: str = field(default="", repr=False)
    digest: str = field(default="", repr=False)
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    files: tuple[str, ...] = ()


def seal_proof(proof: Proof, about: About) -> bytes:
    """Raises keys.TooLarge."""
    plain = json.dumps(asdict(about), ensure_ascii=False, separators=(",", ":")).encode()
    size = SIZE if proof.kind in CHALLENGES else CHECKED_SIZE
    return seal_with(_ring(), plain, about=_of(proof), size=size)


def open_proof(proof: Proof) -> About:
    """Raises keys.CannotOpen where the row is another's, or was written by somebody else."""
    found = json.loads(open_with(_ring(), bytes(proof.body), about=_of(proof)))
    return About(**found | {"files": tuple(found["files"])})


def known(proof: Proof) -> About | None:
    """None where it is not the worker's, or somebody changed what it says."""
    try:
        return open_proof(proof)
    except (CannotOpen, KeyMissing) as wrong:
        log.error("proof %s was written by somebody else than the worker: %s", proof.id, wrong)
        return None


def seal_digits(case: str, digits: str) -> bytes:
    return seal_with(_ring(), digits.encode(), about=_of_call(case), size=DIGITS_SIZE)


def open_digits(row: CallDigits) -> str:
    """Raises keys.CannotOpen."""
    return open_with(_ring(), bytes(row.body), about=_of_call(row.case_id)).decode()


def _of(proof: Proof) -> bytes:
    """Every other column: what it came to is as much the worker's as what it rests on."""
    facts = f"{proof.id} {proof.case_id} {proof.account} {proof.kind} {proof.agent}"
    came_to = f"{proof.state} {proof.tries} {proof.opened_at.timestamp():.6f}"
    moments = (proof.expires_at, proof.settled_at, proof.good_until)
    at = " ".join(f"{one.timestamp():.6f}" if one else "-" for one in moments)
    return f"proof {facts} {came_to} {at}".encode()


def _of_call(case: str) -> bytes:
    return f"digits of a call {case}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
