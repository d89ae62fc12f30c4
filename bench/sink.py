"""A mail server that takes everything and writes down when: `python -m bench.sink ADDRESS FILE`."""

import signal
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from recupera.commands.ports import split


class Arrivals:
    """One line per mail: epoch seconds, then the recipient."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1, encoding="utf-8")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self._file.write(f"{time.time()} {envelope.rcpt_tos[0]}\n")
        return "250 2.0.0 taken"


def main() -> None:
    host, port = split(sys.argv[1])
    controller = Controller(Arrivals(Path(sys.argv[2])), hostname=host, port=port)
    controller.start()
    signal.sigwait([signal.SIGTERM, signal.SIGINT])
    controller.stop()


if __name__ == "__main__":
    main()
