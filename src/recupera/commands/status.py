"""Says how the house is: ages, counts, keys, disk; nothing about any person."""

import argparse
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from recupera.commands.keys import words
from recupera.commands.main import Stop
from recupera.commands.opening import first_line, load_door


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for machines; ages in seconds")


def run(given: argparse.Namespace) -> int:
    load_door("worker")
    from django.db import DatabaseError

    from recupera.worker.condition import condition, failures

    try:
        facts = condition()
        facts["outbox"] |= failures()
    except DatabaseError as refused:
        raise Stop(f"a store does not answer: {first_line(refused)}") from None
    print(json.dumps(facts, indent=1) if given.json else "\n".join(lines(facts)))
    return int(bool(facts["wrong"]))


def lines(facts: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    letterbox, outbox, journal = facts["letterbox"], facts["outbox"], facts["journal"]
    yield f"{'Envelopes waiting':<28}{_counts(letterbox['waiting'])}"
    yield f"{'  the oldest':<28}{_ago(letterbox['oldest_age'], none='none')}"
    yield f"{'  the worker is late by':<28}{letterbox['late']} s"
    yield f"{'Outbox rows, last hour':<28}{outbox['written_last_hour']:,} (four to a question)"
    yield f"{'  not yet taken':<28}{outbox['not_yet_taken']:,}"
    yield f"{'  the sender is late by':<28}{outbox['late']} s"
    yield f"{'  the mail server answered':<28}{_ago(outbox['mail_age'])}"
    yield f"{'  refused, waiting':<28}{_at_least(outbox['refused_and_waiting_at_least'])}"
    yield f"{'  given up, last hour':<28}{_at_least(outbox['given_up_last_hour_at_least'])}"
    yield f"{'Files not scanned yet':<28}{facts['files']['waiting']:,}"
    yield f"{'  the oldest':<28}{_ago(facts['files']['oldest_age'], none='none')}"
    passing = facts["forwarding"]
    yield f"{'Cases to be passed on':<28}{passing['waiting']:,}"
    yield f"{'  the oldest':<28}{_ago(passing['oldest_age'], none='none')}"
    yield f"{'Last import':<28}{_ago(facts['directory']['last_import_age'])}"
    yield f"{'Journal, newest sealed':<28}{_ago(journal['newest_sealed_age'])}"
    yield f"{'  oldest not sealed':<28}{_ago(journal['oldest_unsealed_age'], none='none')}"
    free, percent = facts["disk"]["free_bytes"] / 1e9, facts["disk"]["free_percent"]
    yield f"{'Disk free':<28}{free:,.1f} GB ({percent} %)"
    files = facts["uploads"]
    yield f"{'Files of cases, waiting':<28}{files['used_mb']:,} of {files['most_mb']:,} MB"
    for name, key in facts["keys"].items():
        yield f"{'Key ' + name:<28}{_ago(key['age'], none='missing')}, versions: {key['versions']}"
    yield from (f"\nNote: {note}." for note in facts["notes"])
    yield "\nWrong:\n  - " + "\n  - ".join(facts["wrong"]) if facts["wrong"] else "\nAll is well."


def _ago(seconds: int | None, *, none: str = "never") -> str:
    if seconds is None:
        return none
    return f"{seconds} s ago" if seconds < 60 else f"{words(timedelta(seconds=seconds))} ago"


def _at_least(number: int) -> str:
    return f"{number:,} or more" if number else "fewer than 20"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or "0"
