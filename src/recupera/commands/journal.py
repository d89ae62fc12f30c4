"""The journal: verify it, print a case's, sign a checkpoint to be kept elsewhere."""

import argparse
import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.people.case_reference import grouped, reference

if TYPE_CHECKING:
    from recupera.journal.reading import Told
    from recupera.journal.verifying import Finding

WHAT = ("verify", "show", "checkpoint", "public-keys")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=WHAT, help="verify reads everything once")
    parser.add_argument("case", nargs="?", help="with show: the case, such as 2599-7293-29")
    parser.add_argument("--whole", action="store_true", help="with show: open every entry there is")
    parser.add_argument("--against", help="with verify: a file of checkpoints that was kept")
    parser.add_argument("--public", help="with --against: the public keys that were kept with it")


def run(given: argparse.Namespace) -> int:
    open_door("worker", ("vault",))
    match given.what:
        case "verify":
            return verified(given)
        case "show":
            print(*shown(given.case or "", whole=given.whole), sep="\n")
        case "checkpoint":
            print(_checkpoint())
        case "public-keys":
            print(*_public_keys(), sep="\n")
    return 0


def verified(given: argparse.Namespace) -> int:
    """Prints what was found; 0 where the journal is whole and has every checkpoint."""
    from recupera.journal.verifying import verify

    kept = list(_against(given))
    report = verify()
    last = f"place {report.last.place}, chain {report.last.chain.hex()}" if report.last else "empty"
    print(f"{report.entries} entries, {report.unsealed} not chained yet; the end: {last}")
    print(*kept, sep="\n", end="\n" if kept else "")
    print(*map(in_words, report.findings), sep="\n", end="\n" if report.findings else "")
    if report.more:
        print(f"and {report.more} more")
    bad = not report.whole or any("DIFFERS" in line for line in kept)
    print("NOT WHOLE" if bad else "whole")
    return int(bad)


def in_words(found: "Finding") -> str:
    """One finding, with the entry, its place, its hour and its event."""
    entry = found.entry
    if entry is None:
        there = f"{found.place}" + (f" to {found.until}" if found.until > found.place else "")
        return f"place {there}: missing; the entry behind it could not be compared"
    means = {
        "changed": "does not follow: the entry, or its digest, was changed",
        "moved": f"was chained at place {found.other}, and moved here",
        "exchanged": f"holds the content of the entry at place {found.other}",
        "unopened": "cannot be opened: its key is gone, or its content was changed",
        "mention": "the index of cases says something else than the entry",
    }
    named = f"place {found.place}: entry {entry.id}, {entry.at.isoformat()}, {entry.event}"
    return f"{named}: {means[found.kind]}"


def shown(typed: str, *, whole: bool) -> Iterator[str]:
    """A case's journal for an authority, in Spanish. Raises Stop."""
    from recupera.cases.thread import find
    from recupera.journal.reading import of_cases, searched

    case = reference(typed)
    if case is None or find(case) is None:
        raise Stop(f"there is no case {typed!r}")
    cases = _thread(case)
    told = list(searched(cases)) if whole else of_cases(cases)
    yield from (f"Registro del caso {grouped(case)}", "")
    for one in told:
        yield from _entry(one)
    yield _verification(told)


def _thread(case: str) -> list[str]:
    from recupera.cases.models import Case
    from recupera.cases.thread import root_of

    root = root_of(Case.objects.get(reference=case)).reference
    return [root, *Case.objects.filter(joined_to=root).values_list("reference", flat=True)]


def _entry(one: "Told") -> Iterator[str]:
    from django.utils.timezone import localtime

    from recupera.agents.models import Agent
    from recupera.desk.journal_words import of_event, of_facts

    agents = dict(Agent.objects.values_list("id", "name"))
    yield f"{localtime(one.at).isoformat(timespec='seconds')}  {of_event(one.event)}"
    facts = of_facts(one.said, agents) if one.said is not None else [("Contenido", "no se abre")]
    yield from (f"    {name}: {value}" for name, value in facts)
    yield f"    Lugar {one.place or 'por encadenar'}, cadena {one.chain or '-'}"
    if one.follows is False:
        yield "    NO SIGUE de la entrada anterior"
    yield ""


def _verification(told: "list[Told]") -> str:
    chained = [one for one in told if one.place is not None]
    good = sum(one.follows is True for one in chained)
    return (
        f"{len(told)} entradas, {len(chained)} encadenadas; {good} siguen de la entrada que las "
        f"precede. La cadena entera la comprueba `recupera journal verify`."
    )


def _checkpoint() -> str:
    from recupera.journal.checkpoints import make

    made = make()
    if made is None:
        raise Stop("the journal has no chained entry yet")
    return made


def _public_keys() -> Iterator[str]:
    from recupera.journal.checkpoints import public_keys

    yield from (f"{key} {base64.b64encode(half).decode()}" for key, half in public_keys())


def _against(given: argparse.Namespace) -> Iterator[str]:
    """One line per checkpoint that was kept."""
    from recupera.journal.checkpoints import NotSigned, public_keys, read, stands

    if given.against is None:
        return
    public = _kept_keys(given.public) if given.public else [half for _, half in public_keys()]
    for line in filter(str.strip, _read(given.against).splitlines()):
        try:
            kept = read(line, public)
        except NotSigned as wrong:
            yield f"DIFFERS: {line.strip()[:60]}…: {wrong}"
            continue
        named = f"checkpoint of {kept.at}, place {kept.place}"
        yield f"{named}: stands" if stands(kept) else f"DIFFERS: {named}: another journal is here"


def _kept_keys(path: str) -> list[bytes]:
    try:
        return [base64.b64decode(line.split()[-1]) for line in _read(path).splitlines() if line]
    except ValueError:
        raise Stop(f"{path}: not what `recupera journal public-keys` prints") from None


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, ValueError):
        raise Stop(f"{path}: cannot be read") from None
