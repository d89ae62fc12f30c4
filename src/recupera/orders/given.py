"""The good proofs of a case as the ladder counts them: each opened, so that none is made up."""

from collections.abc import Collection

from recupera.cases.models import Case
from recupera.orders.ladder import Given, ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.sealed import About, known
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
    both = ((one, known(one)) for one in proofs)
    return [(one, _given(one, about)) for one, about in both if about and one.good_until]


def _given(proof: Proof, about: About) -> Given:
    assert proof.good_until
    return Given(
        kind=ProofKind(proof.kind),
        account=proof.account,
        good_until=proof.good_until,
        taker=proof.agent,
        address=about.address,
        by_phone=about.channel == ChannelKind.SMS,
    )
