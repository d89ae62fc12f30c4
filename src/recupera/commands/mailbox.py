"""Takes every message of the demo and shows them in a browser. Refuses to start elsewhere."""

import argparse

from recupera.commands.main import Stop, use_door
from recupera.messages.mailbox.permission import MayNotStart, refuse_outside_the_demo
from recupera.options import current
from recupera.stopping import Stopping


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    stop = Stopping()
    try:
        refuse_outside_the_demo(current())
        # The sender's settings for its templates; the mailbox opens no store and no key.
        use_door("sender")
        from recupera.messages.mailbox.serve import serve

        serve(current(), stop)
    except MayNotStart as why:
        raise Stop(str(why)) from None
