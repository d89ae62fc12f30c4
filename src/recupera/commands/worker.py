"""Opens envelopes, judges codes, writes answers. Holds the private keys; nobody connects to it."""

import argparse

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.commands.ports import split
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("letterbox", "vault"))
    from recupera.worker.run import forever

    if current().health_address:
        _show_health(current().health_address)
    forever()


def _show_health(address: str) -> None:
    from recupera.worker import health

    try:
        health.serve(*split(address))
    except OSError as refused:
        raise Stop(
            f"RECUPERA_HEALTH_ADDRESS: {address} cannot be used ({refused.strerror}); "
            "each worker of a machine needs one of its own"
        ) from None
