"""Serves the public pages. Opens the letterbox alone and holds no key to anybody's data."""

import argparse

from recupera.commands import static
from recupera.commands.opening import load_door, open_door
from recupera.commands.serving import serve
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
    options = current()
    return serve(
        "recupera.portal.wsgi:application", options.portal_address, threads=options.portal_threads
    )
