"""The embedded directory: import a CSV file, load the demo's persons, show its age, reindex."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recupera.commands.example_data import example_data
from recupera.commands.import_report import ImportReport
from recupera.commands.main import Stop, use_door
from recupera.options import current

if TYPE_CHECKING:
    from recupera.directories.embedded.load import Outcome
    from recupera.directories.embedded.sealed import DirectoryKeys


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="directory_action", required=True, metavar="ACTION")
    _import_arguments(actions.add_parser("import", help="import accounts from a CSV file"))
    demo = actions.add_parser("demo", help="load 2,000 invented persons, always the same")
    demo.add_argument("--json", action="store_true", help="only print the example data")
    demo.add_argument("--if-empty", action="store_true", help="leave accounts there are alone")
    demo.set_defaults(directory=_demo)
    status = actions.add_parser("status", help="show how many accounts there are and how old")
    status.set_defaults(directory=_status)
    reindex = actions.add_parser(
        "reindex", help="rewrite all under the newest keys, retire the old"
    )
    reindex.set_defaults(directory=_reindex)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="what the file calls a column of ours; repeatable; `OURS=` if it has none",
    )
    parser.add_argument(
        "--encoding", default="utf-8-sig", help="default: UTF-8, with or without BOM"
    )
    parser.add_argument("--full", action="store_true", help="drop the accounts not in the file")
    parser.add_argument("--yes", action="store_true", help="agree to drop more than 5 %%")
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    parser.add_argument("--report", type=Path, metavar="FILE.csv", help="list every refused row")
    parser.set_defaults(directory=_import)


def run(given: argparse.Namespace) -> int | None:
    action: Callable[[argparse.Namespace], int | None] = given.directory
    return action(given)


def _demo(given: argparse.Namespace) -> None:
    if given.json:
        print(json.dumps(example_data(), ensure_ascii=False, indent=2))
        return
    print(load_demo(if_empty=given.if_empty))


def load_demo(*, if_empty: bool) -> str:
    """Loads the demo's persons; what was done in one sentence. Raises Stop."""
    with _writing() as keys:
        from recupera.directories.embedded import demo
        from recupera.directories.embedded.models import Entry

        if if_empty and Entry.objects.exists():
            return "The directory holds accounts already."
        try:
            number = demo.load_demo(keys)
        except demo.RealAccounts:
            raise Stop(
                "accounts were imported here; the demo's persons do not belong among them"
            ) from None
    return f"{number:,} accounts of invented persons are in the directory."


def _import(given: argparse.Namespace) -> None:
    with _writing() as keys, ExitStack() as stack:
        from recupera.directories.embedded.csv_file import BadFile, layout
        from recupera.directories.embedded.load import Loading, TooManyDropped

        report = ImportReport(stack, given.report)
        try:
            looked = layout(given.file, mapping=_mapping(given.map), encoding=given.encoding)
            bar = stack.enter_context(_progress("rows"))
            outcome = Loading(
                keys,
                looked,
                full=given.full,
                dry=given.dry_run,
                tell=report.tell,
                start=bar.reset,
                advance=bar.update,
                agree=lambda dropped, of: given.yes or _agreed(dropped, of),
            ).run()
        except BadFile as bad:
            raise Stop(str(bad)) from bad
        except TooManyDropped as many:
            raise Stop(f"{many}. Nothing was changed; add --yes if that is meant") from many
    report.finish()
    _print_outcome(outcome, dry=given.dry_run)


def _reindex(given: argparse.Namespace) -> None:
    with _writing() as keys, _progress("accounts") as bar:
        from recupera.directories.embedded.models import Entry
        from recupera.directories.embedded.reindex import reindex

        bar.reset(Entry.objects.count())
        gone = reindex(keys, on_batch=bar.update)
    print("All accounts stand under the newest keys.")
    print(*(f"Destroyed: {key}" for key in gone), sep="\n", end="\n" if gone else "")


def _status(given: argparse.Namespace) -> None:
    with _vault():
        from django.utils import timezone
        from django.utils.timesince import timesince

        from recupera.directories.embedded.models import Entry, Import

        print(f"{Entry.objects.count():,} accounts.")
        last = Import.objects.order_by("-finished_at").first()
        if last is None:
            print("Nothing was imported yet.")
            return
        when = timezone.localtime(last.finished_at)
        with _english():
            age = timesince(last.finished_at).replace("\u00a0", " ")
        print(f"Last import: {age} ago ({last.kind}, {when:%Y-%m-%d %H:%M}, {last.rows:,} rows).")


def _print_outcome(outcome: "Outcome", *, dry: bool) -> None:
    print("Nothing was written; it would have been:" if dry else "Imported:")
    for name in (
        "rows",
        "new",
        "changed",
        "unchanged",
        "passwords",
        "dropped",
        "refused",
        "warnings",
    ):
        print(f"  {name:<10}{getattr(outcome, name):>12,}")


def _mapping(given: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    wrong = [ours for ours, sign, _ in pairs if not sign]
    if wrong:
        raise Stop(f"--map {wrong[0]}: write it as --map ours=theirs")
    return {ours.strip(): theirs for ours, _, theirs in pairs}


def _agreed(dropped: int, of: int) -> bool:
    if not sys.stdin.isatty():
        return False
    question = f"{dropped:,} of {of:,} accounts are not in the file. Drop them? [yes/no] "
    return input(question).strip().lower() in ("yes", "y", "sí", "si", "s")


@contextmanager
def _vault() -> Iterator[None]:
    use_door("worker")
    from django.db import DatabaseError

    from recupera.keys import KeyMissing

    try:
        yield
    except DatabaseError as wrong:
        raise Stop(f"the vault does not answer ({wrong}); `recupera stores` creates it") from wrong
    except KeyMissing as missing:
        raise Stop(str(missing)) from missing


@contextmanager
def _writing() -> Iterator["DirectoryKeys"]:
    with _vault():
        from recupera.directories.embedded.alone import Busy, alone

        data = current().data
        if not os.access(data, os.W_OK):
            raise Stop(f"{data} is not there or not yours to write; run this as the worker's user")
        try:
            with alone(data) as keys:
                yield keys
        except Busy:
            raise Stop("another import or reindex is running; wait until it is done") from None


@contextmanager
def _english() -> Iterator[None]:
    from django.utils.translation import override

    with override("en"):
        yield


def _progress(unit: str) -> Any:
    from tqdm import tqdm

    return tqdm(unit=f" {unit}", file=sys.stderr, mininterval=0.5, leave=False)
