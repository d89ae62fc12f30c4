"""Contenders measured turn about in a tossed order, so that what disturbs one disturbs all."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from bench import cores


@dataclass
class Contender:
    """`send` sends one round and returns its seconds; `requests` is how many that are."""

    name: str
    requests: int
    server: int
    send: Callable[[int], float]
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return median(self.rates)

    @property
    def milliseconds(self) -> float:
        """Processor time of the server alone for one request."""
        return median(self.costs)


def run(
    contenders: list[Contender], *, rounds: int, database: Callable[[], list[int]], seed: int
) -> None:
    """Every contender once per round; the first round only warms up."""
    chance = random.Random(seed)
    for number in range(rounds + 1):
        order = list(contenders)
        chance.shuffle(order)
        for contender in order:
            _one(contender, number, database, keep=number > 0)


def ratio(one: list[float], other: list[float]) -> float:
    """The median over rounds of one divided by the other."""
    return median(mine / theirs for mine, theirs in zip(one, other, strict=True))


def _one(
    contender: Contender, number: int, database: Callable[[], list[int]], *, keep: bool
) -> None:
    server = cores.family(contender.server)
    before, stored = cores.seconds_used(server), cores.seconds_used(database())
    took = contender.send(number)
    cost = cores.seconds_used(server) - before
    behind = cores.seconds_used(database()) - stored
    if keep:
        contender.rates.append(contender.requests / took)
        contender.costs.append(cost / contender.requests * 1000)
        contender.database.append(behind / contender.requests * 1000)
