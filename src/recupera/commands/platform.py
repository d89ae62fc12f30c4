"""The demo's platform: people sign in to it as they would to the real one. Refuses elsewhere."""

import argparse

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.commands.ports import refuse_taken
from recupera.commands.serving import serve
from recupera.options import current
from recupera.options.demo import MayNotStart, refuse_outside_the_demo

THREADS = 4
WHY = (
    "lets invented persons sign in and is for the demo alone; "
    "in production the preset's sign_in leads to your own platform"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    options = current()
    try:
        refuse_outside_the_demo(options, "the platform", WHY, "platform_address")
    except MayNotStart as why:
        raise Stop(str(why)) from None
    open_door("platform", ("vault",))
    refuse_taken({"platform_address": options.platform_address})
    serve("recupera.platform.wsgi:application", options.platform_address, threads=THREADS)
