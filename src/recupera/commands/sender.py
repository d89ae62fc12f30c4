"""Sends the messages of the outbox on a fixed tick. Holds the mail credentials, nothing else."""

import argparse

from recupera.commands.opening import open_door


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    open_door("sender", ("vault",))
    from recupera.messages.send import forever

    forever()
