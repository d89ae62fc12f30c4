"""A house to measure in: a folder with options, keys and both stores, and doors started on a core.

The settings are those of production, https origin included; only the proof of work is made cheap,
so that thousands of payloads can be solved before the clock runs.
"""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import cores
from tests.house import engines
from tests.house.processes import free_address

ENGINES = ("sqlite", "postgresql")
HOST = "recupera.example"
PATIENCE = 60.0


@dataclass
class House:
    """One installation under measurement."""

    engine: str
    data: Path
    environment: dict[str, str]
    doors: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def portal(self) -> str:
        return self.environment["RECUPERA_PORTAL_ADDRESS"]

    def command(self, *arguments: str) -> str:
        """One `recupera` command run to its end; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "recupera", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"recupera {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self, *arguments: str, core: int, **environment: str) -> subprocess.Popen[bytes]:
        """Starts `python -m …` on one core; it ends with the house."""
        process = subprocess.Popen(
            ["taskset", "-c", str(core), sys.executable, "-m", *arguments],
            env=self.environment | environment,
            start_new_session=True,
        )
        self.doors.append(process)
        return process

    def open(self, door: str, *, core: int) -> subprocess.Popen[bytes]:
        """Starts one of our doors, and waits until the portal answers where it is that."""
        process = self.start("recupera", door, core=core)
        if door == "portal":
            wait_for(self.portal, process)
        return process

    def close(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.doors.remove(process)

    def stores(self) -> dict[str, int]:
        """Bytes that each store takes on disk."""
        if self.engine == "sqlite":
            return {name: _on_disk(self.data, name) for name in ("letterbox", "vault")}
        return {name: self._database_size(name) for name in ("letterbox", "vault")}

    def _database_size(self, name: str) -> int:
        address = self.environment["RECUPERA_DATABASE"].format(door="owner", store=name)
        return int(engines.psql(address, "-Atc", "SELECT pg_database_size(current_database())"))


@contextmanager
def house(engine: str, *, name: str = "bench", **options: str) -> Iterator[House]:
    """Makes keys and stores, and ends every door on the way out. Options by their names."""
    with TemporaryDirectory(prefix="recupera-bench-") as folder:
        built = House(engine, Path(folder) / "data", _environment(Path(folder), options))
        if engine == "postgresql":
            built.environment["RECUPERA_DATABASE"] = _databases(name)
        built.command("keys", "make")
        built.command("stores", "upgrade")
        built.command("portal", "--collect")
        try:
            yield built
        finally:
            for process in list(built.doors):
                built.close(process)


def postgresql_family() -> list[int]:
    """The processes of the server that this run started; none where it is somebody else's."""
    server = engines._running.get("server")
    if server is None:
        return []
    line = (server.pgdata / "postmaster.pid").read_text("utf-8").splitlines()[0]  # type: ignore[attr-defined]
    return cores.family(int(line))


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until something answers HTTP there. Raises RuntimeError when the process ends first."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(address, timeout=5)
        try:
            connection.request("GET", "/", headers={"Host": HOST})
            connection.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"nothing answers at {address}")


def _environment(folder: Path, options: dict[str, str]) -> dict[str, str]:
    plain = {
        "origin": f"https://{HOST}",
        "data": str(folder / "data"),
        "portal_address": free_address(),
        "trusted_proxies": "1",
        "work_cost": "1",
        **options,
    }
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{engines.ROOT / 'src'}:{engines.ROOT}",
        **{f"RECUPERA_{name.upper()}": value for name, value in plain.items()},
    }


def _databases(name: str) -> str:
    """Fresh databases of this name; the server itself is moved away from the measured core."""
    server = engines.postgresql(durable=True)
    cores.pin(postgresql_family(), cores.LOAD)
    for store in ("letterbox", "vault"):
        engines.psql(server, "-c", f"DROP DATABASE IF EXISTS {name}_{store} WITH (FORCE)")
    return engines.make_stores(server, name)


def _on_disk(data: Path, name: str) -> int:
    """The file with all that was in its write-ahead log; the log itself comes and goes."""
    path = data / f"{name}.sqlite3"
    with closing(sqlite3.connect(path)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size
