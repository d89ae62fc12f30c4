"""The good proofs of a case as the ladder counts them: each opened, so that none is made up."""

from collections.abc import Collection

from recupera.cases.models import Case
from recupera.keys import CannotOpen, KeyMissing
from recupera.orders.ladder import Given, ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.sealed import About, open_proof
from recupera.people import ChannelKind


def proofs_of(case: Case) -> list[tuple[Proof, Given]]:
    """Every proof of this case that is good, the oldest first; whether it still is, is the
    ladder's to say."""
    good = Proof.objects.filter(case=case, state=ProofState.GOOD).order_by("opened_at", "id")
    return _opened(list(good))


def proofs_named(case: Case, ids: Collection[str]) -> list[Given]:
    """Those of them that an order went by when it was proposed."""
    return [given for proof, given in proofs_of(case) if proof.id in ids]


def _opened(proofs: list[Proof]) -> list[tuple[Proof, Given]]:
    found = []
    for proof in proofs:
        try:
            about = open_proof(proof)
        except (CannotOpen, KeyMissing):
            continue
        if proof.good_until is not None:
            found.append((proof, _given(proof, about)))
    return found


def _given(proof: Proof, about: About) -> Given:
    assert proof.good_until
    return Given(
        kind=ProofKind(proof.kind),
        account=proof.account,
        good_until=proof.good_until,
        address=about.address,
        by_phone=about.channel == ChannelKind.SMS,
    )
