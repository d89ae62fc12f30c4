"""Shows what of closed cases is kept longer than it may be, and deletes it."""

import argparse
from collections import Counter
from collections.abc import Iterator

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--delete", action="store_true", help="delete it now; the worker does so every hour"
    )


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("vault",))
    for line in deleted() if given.delete else shown():
        print(line)


def shown() -> Iterator[str]:
    """What would be deleted, rule by rule. Raises Stop."""
    from recupera.cases.catalogue import load_catalogue
    from recupera.cases.retention import rules
    from recupera.letterbox.clock import now

    catalogue = load_catalogue(current().preset)
    if catalogue is None:
        raise Stop("this preset has no cases: there is no catalogue beside it")
    for rule in rules(catalogue.retention, now("vault")):
        yield f"{rule.what:<24} {rule.days:>5} days after the end {rule.rows.count():>8} to delete"
    yield "`recupera retention --delete` deletes them now; the worker does so every hour"


def deleted() -> Iterator[str]:
    from recupera.worker.retaining import delete_due

    done: Counter[str] = Counter()
    while gone := delete_due():
        done.update(gone)
    yield from (f"{what}: {count} deleted" for what, count in done.items())
    if not done:
        yield "nothing to delete"
