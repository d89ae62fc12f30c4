"""How much is measured: the whole, or `--quick` for a few minutes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of everything; `seed` is printed with the figures."""

    rounds: int
    requests: int
    accounts: int
    enquiries: int
    seconds: int
    directories: tuple[int, ...]
    look_ups: int
    passwords: int
    lists: int
    seed: int = 20_261_122


WHOLE = Size(
    rounds=20,
    requests=300,
    accounts=100_000,
    enquiries=2_000,
    seconds=60,
    directories=(10_000, 100_000, 1_000_000),
    look_ups=3_000,
    passwords=200,
    lists=400,
)
QUICK = Size(
    rounds=6,
    requests=150,
    accounts=100_000,
    enquiries=300,
    seconds=15,
    directories=(10_000, 50_000),
    look_ups=500,
    passwords=40,
    lists=100,
)
