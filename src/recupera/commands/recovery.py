"""Shows the accounts whose recovery is frozen, and lifts a freeze."""

import argparse
from collections.abc import Iterator

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.people.case_reference import grouped, reference


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", default="list", choices=("list", "unfreeze"), help="list is the default"
    )
    parser.add_argument("case", nargs="?", help="with unfreeze: the case, such as 2599-7293-29")
    parser.add_argument("--reason", default="", help="with unfreeze: why; the journal keeps it")


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("vault",))
    if given.what == "unfreeze":
        print(lifted(given.case or "", given.reason.strip()))
    else:
        print(*(list(listed()) or ["no account is frozen"]), sep="\n")


def listed() -> Iterator[str]:
    from recupera.worker.unfreezing import frozen

    for one in frozen():
        since = f"{one.since:%Y-%m-%d %H:%M} UTC"
        yield f"{grouped(one.case)}  since {since}  {one.username}  objected by {one.by}"


def lifted(typed: str, reason: str) -> str:
    """Raises Stop."""
    from recupera.worker.unfreezing import NotFrozen, ReasonTooLong, unfreeze

    case = reference(typed)
    if case is None:
        raise Stop(f"{typed!r} is no case; `recupera recovery list` names them")
    if not reason:
        raise Stop("say why: --reason 'Caller proved who they are, order 17'")
    try:
        unfreeze(case, reason)
    except NotFrozen:
        raise Stop(f"nothing is frozen by case {grouped(case)}") from None
    except ReasonTooLong:
        raise Stop("the reason is too long for the journal: a hundred letters must do") from None
    return f"{grouped(case)}: recovery is open again; the account may need a new password"
