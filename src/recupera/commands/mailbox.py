"""Takes every message of the demo and shows them in a browser. Refuses to start elsewhere."""

import argparse
import signal
import threading

from recupera.commands.main import Stop, use_door
from recupera.messages.mailbox.permission import MayNotStart, refuse_outside_the_demo
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        refuse_outside_the_demo(current())
        # The sender's settings for its templates; the mailbox opens no store and no key.
        use_door("sender")
        from recupera.messages.mailbox.serve import serve

        serve(current(), stop)
    except MayNotStart as why:
        raise Stop(str(why)) from None
