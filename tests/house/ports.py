"""Ports for what a test starts later, or again: nobody else is given them meanwhile."""

import fcntl
import socket
import tempfile
from pathlib import Path

# Below those that systems give to whoever connects or asks for any port.
PORTS = range(20_000, 32_000)


def free_address() -> str:
    return f"127.0.0.1:{free_port()}"


def free_port() -> int:
    """The next one that is free. All tests of this machine take theirs in turn, so that one which
    was given out and is not listened at yet comes again only after all the others."""
    with Path(tempfile.gettempdir(), "recupera-suite.port").open("a+") as noted:
        fcntl.flock(noted, fcntl.LOCK_EX)
        noted.seek(0)
        before = int(noted.read() or PORTS[0])
        port = next(one for one in _from(before + 1) if _is_free(one))
        noted.truncate(0)
        noted.write(str(port))
        return port


def _from(first: int) -> list[int]:
    """Every port once, beginning with this one."""
    place = first - PORTS[0]
    return [*PORTS[place:], *PORTS[:place]]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
