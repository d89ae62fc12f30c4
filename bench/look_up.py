"""Looks data up in the embedded directory as the worker does; prints one figure per look-up.

`python -m bench.look_up ACCOUNTS TIMES SEED`: milliseconds of known and of unknown data, as JSON.
"""

import json
import random
import sys
import time

from bench.persons import document, email
from recupera.commands.main import use_door
from recupera.people import DatumKind

WARM_UP = 50


def main() -> None:
    accounts, times, seed = (int(given) for given in sys.argv[1:])
    use_door("worker")
    from recupera.directories import current

    chance, directory = random.Random(seed), current()
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(times + WARM_UP):
        known = chance.random() < 0.5
        kind, value = _datum(chance, known=known, accounts=accounts)
        began = time.thread_time()
        found = directory.find(kind, value)
        cost = (time.thread_time() - began) * 1000
        assert bool(found) == known, (kind, value)
        if number >= WARM_UP:
            took[known].append(cost)
    print(json.dumps({"known": took[True], "unknown": took[False]}))


def _datum(chance: random.Random, *, known: bool, accounts: int) -> tuple[DatumKind, str]:
    number = chance.randrange(accounts) + (0 if known else 10**8)
    if chance.random() < 0.5:
        return DatumKind.EMAIL, email(number)
    return DatumKind.NATIONAL_ID, document(number)


if __name__ == "__main__":
    main()
