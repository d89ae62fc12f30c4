"""The step of the ladder on which a case stands: what was proven, and what lacks for its orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.case import proof_words as words
from recupera.desk.case.finding import address
from recupera.desk.entering import may
from recupera.desk.order_words import KINDS
from recupera.desk.when import moment, today_of
from recupera.orders import ladder as rungs
from recupera.orders.ladder import Facts, Lack, OrderKind, ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.offered import on_ladder, orders_of

# What the worker finds out about the account is not known here; it may ask for more.
FACTS = Facts(at=datetime.min.replace(tzinfo=UTC), marks=frozenset())
BY: dict[Lack, tuple[ProofKind, ...]] = {
    Lack.CHANNEL: (ProofKind.CHANNEL_CODE, ProofKind.CALL_BACK),
    Lack.OTHER_CHANNEL: (ProofKind.CHANNEL_CODE, ProofKind.CALL_BACK),
    Lack.NEW_ADDRESS: (ProofKind.NEW_ADDRESS,),
    Lack.LETTER: (ProofKind.LETTER,),
    Lack.IDENTITY: (ProofKind.IDENTITY,),
    Lack.AUTHORITY: (ProofKind.AUTHORITY,),
    Lack.CONTRACTS: (ProofKind.CONTRACTS,),
}


@dataclass(frozen=True)
class Step:
    """One proof of the step: `state` is of its latest try, empty where there was none."""

    kind: ProofKind
    name: words.Sentence
    state: str
    said: words.Sentence
    when: str
    good: bool


@dataclass(frozen=True)
class Group:
    """Proofs of which one is enough."""

    steps: tuple[Step, ...]

    @property
    def good(self) -> bool:
        return any(one.good for one in self.steps)

    @property
    def shown(self) -> tuple[Step, ...]:
        """Once one is good, nobody waits for the others."""
        return tuple(one for one in self.steps if one.good) or self.steps


@dataclass(frozen=True)
class Ladder:
    """What the orders of a case's subject ask. `confirmed` is None where none asks for that.
    `above` is whether an administrator's account, or one without a phone, needs more, `thaws`
    whether a frozen account would."""

    rung: str
    orders: tuple[words.Sentence, ...]
    groups: tuple[Group, ...]
    confirmed: bool | None
    above: bool
    thaws: bool
    may: bool

    @property
    def lacking(self) -> int:
        unmet = sum(not one.good for one in self.groups)
        return unmet + (self.confirmed is False)


def ladder_panel(case: Case, agent: Agent) -> dict[str, Any]:
    """`ladder` is None where no order about an account can come of the case."""
    kinds = orders_of(case.subject)
    found = ladder_of(case, agent, kinds) if kinds else None
    return {"ladder": found, "ladder_at": address(case)}


def ladder_of(case: Case, agent: Agent, kinds: Iterable[OrderKind], *, account: str = "") -> Ladder:
    """Of one account alone where its mark is given."""
    now, kinds = datetime.now(UTC), tuple(kinds)
    asked = {lack for kind in kinds for lack in rungs.asked(kind, FACTS)}
    rows = Proof.objects.filter(case=case).defer("body").order_by("opened_at", "id")
    # A later proof of a kind speaks for it, unless an earlier one is still good.
    tried = list(rows.filter(account=account) if account else rows)
    needed = [BY[one] for one in Lack if one in asked and one in BY]
    return Ladder(
        rung=rungs.rung(kinds[0], FACTS).value,
        orders=tuple(KINDS[kind] for kind in kinds),
        groups=tuple(Group(tuple(_step(kind, tried, now) for kind in one)) for one in needed),
        confirmed=case.confirmed_at is not None if Lack.CONFIRMED in asked else None,
        above=OrderKind.CHANGE_EMAIL in kinds or OrderKind.DEACTIVATE in kinds,
        thaws=OrderKind.START_RESET in kinds,
        may=on_ladder(case) and may(agent, Act.CHECK, case.state),
    )


def _step(kind: ProofKind, tried: Iterable[Proof], now: datetime) -> Step:
    mine = [one for one in tried if one.kind == kind]
    good = [one for one in mine if one.state == ProofState.GOOD and (one.good_until or now) > now]
    latest = good[-1] if good else mine[-1] if mine else None
    state = _state(latest, now)
    until = latest.good_until if latest and state == "good" else latest and latest.settled_at
    when = moment(until, today=today_of(now)) if until else ""
    return Step(kind, words.PROOFS[kind], state, words.STATES[state], when, state == "good")


def _state(proof: Proof | None, now: datetime) -> str:
    if proof is None:
        return ""
    if proof.state == ProofState.GOOD:
        return "good" if proof.good_until and proof.good_until > now else "old"
    late = proof.state == ProofState.OPEN and proof.expires_at < now
    return "failed" if late else str(proof.state)
