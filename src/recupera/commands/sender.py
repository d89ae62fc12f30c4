"""Sends the messages of the outbox on a fixed tick. Holds the mail credentials, nothing else."""

import argparse

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    open_door("sender", ("vault",))
    from recupera.messages.listening import CannotListen, listening
    from recupera.messages.send import forever

    try:
        with listening(current()):
            forever()
    except CannotListen as why:
        raise Stop(str(why)) from None
