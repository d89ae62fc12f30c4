"""`recupera`: one command, one file per subcommand."""

import argparse
import gc
import importlib
import os
import sys

from recupera.commands import lifeline
from recupera.options import Mistakes

COMMANDS = {
    "run": "start everything on this machine and keep it running",
    "portal": "the public pages",
    "worker": "the process that opens envelopes and judges codes",
    "sender": "the process that sends messages",
    "scanner": "the process that looks into files that people send",
    "desk": "the agents' pages; inviting the first supervisor",
    "mailbox": "the demo's mailbox (demo settings only)",
    "platform": "the demo's platform to sign in to (demo settings only)",
    "forward": "passes cases on to the help desk that you already have",
    "retention": "what closed cases have kept long enough, and deleting it",
    "stores": "create or upgrade the two databases",
    "keys": "show, make and rotate keys",
    "directory": "the embedded directory: import, demo data",
    "recovery": "accounts whose recovery is frozen, and lifting a freeze",
    "calendar": "days without service: show, close, open again",
    "case": "cases: list, show, answer, ask, extend, close",
    "journal": "what happened: verify it, print a case's, sign a checkpoint",
    "status": "how the house is: ages, counts, disk; nothing about any person",
    "backup": "both stores and all keys in one file, while the house runs",
    "restore": "a backup into an empty data folder",
    "check": "explain what is configured and what is wrong",
}


class Stop(Exception):
    """Ends a command with one clear sentence that says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one subcommand; returns the exit status (0 good, 1 could not, 2 wrong use)."""
    parser = argparse.ArgumentParser(
        prog="recupera", description="Gives people back their access to a large public platform."
    )
    parser.add_argument(
        "--with-parent",
        action="store_true",
        help="stop when standard input closes, as it does when `recupera run` ends",
    )
    asked = sys.argv[1:] if arguments is None else arguments
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        child = subparsers.add_parser(name, help=purpose)
        if name in asked:
            _load(name, child)
    given = parser.parse_args(asked)
    if given.with_parent:
        lifeline.hold()
    try:
        return int(given.action(given) or 0)
    except Mistakes as mistakes:
        print("The configuration has mistakes:", *mistakes.lines, sep="\n  ", file=sys.stderr)
    except Stop as stop:
        print(f"recupera {given.command}: {stop}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _load(name: str, parser: argparse.ArgumentParser) -> None:
    """Only the command that was asked for is imported: the others cost start-up time."""
    module = importlib.import_module(f"recupera.commands.{name}")
    parser.description = module.__doc__
    module.arguments(parser)
    parser.set_defaults(action=module.run)


def use_door(door: str) -> None:
    """Loads Django with one door's settings; a process is one door for life."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = f"recupera.settings.{door}"
    # All that is loaded stays: to look for garbage among it would only make a start slower.
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    sys.exit(main())
