"""Passes cases on to the help desk that RECUPERA_FORWARD_URL names. Holds the desk's keys."""

import argparse

from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(given: argparse.Namespace) -> None:
    if not current().forward_url:
        raise Stop(
            "no help desk is named: set RECUPERA_FORWARD_URL to mailto:desk@entity.gov.co "
            "or https://desk.example/cases"
        )
    open_door("desk", ("vault",))
    from recupera.desk.forwarding.run import forever

    forever()
