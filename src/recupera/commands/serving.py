"""Serves a door's pages with Granian until SIGTERM or SIGINT."""

from recupera.commands import static
from recupera.commands.main import Stop
from recupera.commands.ports import split


def serve(application: str, address: str, *, threads: int) -> None:
    """The forked process of the server loads the pages. Raises Stop without the static files."""
    if static.missing():
        raise Stop("the static files are missing; run `recupera portal --collect` first")
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    host, port = split(address)
    Granian(
        application,
        address=host.strip("[]"),
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        # Its warnings are advice on the number of threads, which our options decide.
        log_level=LogLevels.error,
        log_access=False,
        workers_kill_timeout=3,
    ).serve()
