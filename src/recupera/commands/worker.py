"""Opens envelopes, judges codes, writes answers. Holds the private keys; nobody connects to it."""

import argparse

from recupera.commands.opening import open_door


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("letterbox", "vault"))
    from recupera.worker.run import forever

    forever()
