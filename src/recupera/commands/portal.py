"""Serves the public pages. Opens the letterbox alone and holds no key to anybody's data."""

import argparse

from recupera.commands import static
from recupera.commands.main import Stop
from recupera.commands.opening import load_door, open_door
from recupera.commands.ports import split
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--collect", action="store_true", help="gather the static files and end; needed once"
    )


def run(given: argparse.Namespace) -> None:
    if given.collect:
        load_door("portal")
        return static.collect()
    open_door("portal", ("letterbox",))
    if static.missing():
        raise Stop("the static files are missing; run `recupera portal --collect` first")
    return serve()


def serve() -> None:
    """Serves until SIGTERM or SIGINT; the forked process of the server loads the pages."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    options = current()
    host, port = split(options.portal_address)
    Granian(
        "recupera.portal.wsgi:application",
        address=host.strip("[]"),
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=options.portal_threads,
        # Its warnings are advice on the number of threads, which our options decide.
        log_level=LogLevels.error,
        log_access=False,
        workers_kill_timeout=3,
    ).serve()
