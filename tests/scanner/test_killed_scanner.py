"""A real scanner with its own role, killed in the middle: the next one does what it left."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from typing import Any

import psutil
import pytest

from tests.house import engines
from tests.house.processes import ended, environment, recupera
from tests.scanner import clamav

DONE = [["clean", "checked", True, True], ["clean", "redrawn", True, True]]


class House:
    """Two stores, scanners that work on them, and a process that looks at them."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.environment = surroundings
        self.scanners: list[subprocess.Popen[bytes]] = []
        self.acts = subprocess.Popen(
            [sys.executable, "-m", "tests.scanner.acts"],
            env=surroundings,
            cwd=engines.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def act(self, name: str) -> Any:
        assert self.acts.stdin
        assert self.acts.stdout
        print(name, file=self.acts.stdin, flush=True)
        return json.loads(self.acts.stdout.readline())

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "recupera", "scanner"]
        self.scanners.append(subprocess.Popen(command, env=self.environment))
        return self.scanners[-1]

    def kill(self) -> None:
        for scanner in self.scanners:
            scanner.kill()
            scanner.wait()


@pytest.fixture(scope="module")
def daemon():
    with clamav.running() as running:
        yield running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, engine: str, daemon):
    options = {"demo": "1", "origin": "http://127.0.0.1:8000", "clamd": daemon.address}
    if engine == "postgresql":
        name = f"files_{secrets.token_hex(4)}"
        options["database"] = engines.make_stores(engines.postgresql(), name)
    surroundings = environment(tmp_path_factory.mktemp("files") / "data", **options)
    for command in (("keys", "make"), ("stores", "upgrade")):
        done = recupera(*command, environment=surroundings)
        assert done.returncode == 0, done.stderr
    made = House(surroundings)
    yield made
    made.acts.kill()
    made.acts.wait()


@pytest.fixture
def stores(house: House, daemon):
    house.act("empty")
    daemon.when_asked = lambda: None
    yield house
    house.kill()


def until(true, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_a_scanner_with_its_role_alone_scans_and_stops_when_told(stores: House) -> None:
    scanner = stores.start()
    stores.act("put")
    until(lambda: stores.act("rows") == DONE)
    scanner.send_signal(signal.SIGTERM)
    assert scanner.wait(60) == 0


def test_a_scanner_killed_with_a_file_in_hand_leaves_it_to_the_next(stores: House, daemon) -> None:
    scanner = stores.start()
    daemon.when_asked = lambda: os.kill(scanner.pid, signal.SIGKILL)
    stores.act("put")
    until(lambda: scanner.poll() is not None)
    daemon.when_asked = lambda: None
    assert stores.act("rows") == [["taken", "", False, False], ["waiting", "", False, False]]
    stores.act("end_leases")
    stores.start()
    until(lambda: stores.act("rows") == DONE)


def test_two_scanners_share_what_waits(stores: House, daemon) -> None:
    daemon.asked.clear()
    for _ in range(2):
        stores.start()
    stores.act("put")
    until(lambda: stores.act("rows") == DONE)
    assert len(daemon.asked) == 2


def test_a_child_ends_with_a_scanner_that_is_killed() -> None:
    child = (
        "import os, signal\nfrom recupera.scanner.inside.limits import limit\n"
        "limit()\nos.write(1, b'limited')\nsignal.pause()"
    )
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.read(7)\nprint(child.pid, flush=True)\ntime.sleep(600)"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(engines.ROOT / "src")}
    command = [sys.executable, "-c", code]
    parent = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE)
    assert parent.stdout
    orphan = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    until(lambda: ended(orphan))
