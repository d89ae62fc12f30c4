"""Serves the rivals just as `recupera portal` serves the portal: same server, same threads."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from recupera.commands.ports import split
from recupera.options import current


def main() -> None:
    host, port = split(os.environ["RIVALS_ADDRESS"])
    Granian(
        "bench.rivals.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=current().portal_threads,
        log_level=LogLevels.error,
        log_access=False,
        workers_kill_timeout=3,
    ).serve()


if __name__ == "__main__":
    main()
