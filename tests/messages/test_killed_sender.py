"""A real sender process, killed by its mail server's own hand at each step of a sending."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.house import engines
from tests.house.processes import environment, recupera
from tests.messages.mail_server import mail_server

STEPS = ["RCPT", "DATA", "QUIT"]
ARRIVED_BEFORE = {"RCPT": 0, "DATA": 1, "QUIT": 1}


class Stores:
    """Two stores, and processes that work on them."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.environment = surroundings
        self.senders: list[subprocess.Popen[bytes]] = []
        command = [sys.executable, "-m", "tests.messages.acts"]
        self.acts = subprocess.Popen(
            command,
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

    def rows(self) -> list[tuple[str, int, int, bool]]:
        return [tuple(row) for row in self.act("rows")]

    def start_sender(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "recupera", "sender"]
        self.senders.append(subprocess.Popen(command, env=self.environment))
        return self.senders[-1]

    def kill_senders(self) -> None:
        for sender in self.senders:
            sender.kill()
            sender.wait()


@pytest.fixture(scope="module")
def server():
    with mail_server() as both:
        yield both


@pytest.fixture
def keeper(server):
    kept = server[0]
    kept.kept.clear()
    kept.at.clear()
    return kept


@pytest.fixture(scope="module")
def made_stores(tmp_path_factory: pytest.TempPathFactory, engine: str, server):
    options = {
        "demo": "1",
        "origin": "http://127.0.0.1:8000",
        "smtp_url": f"smtp://127.0.0.1:{server[1]}",
        "smtp_timeout": "5",
        "sender_tick": "0.1",
    }
    if engine == "postgresql":
        name = f"outbox_{secrets.token_hex(4)}"
        options["database"] = engines.make_stores(engines.postgresql(), name)
    surroundings = environment(tmp_path_factory.mktemp("outbox") / "data", **options)
    for command in (("keys", "make"), ("stores", "upgrade")):
        done = recupera(*command, environment=surroundings)
        assert done.returncode == 0, done.stderr
    made = Stores(surroundings)
    yield made
    made.acts.kill()
    made.acts.wait()


@pytest.fixture
def stores(made_stores: Stores):
    made_stores.act("empty")
    yield made_stores
    made_stores.kill_senders()


def until(true, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def stop(sender):
    sender.send_signal(signal.SIGTERM)
    assert sender.wait(30) == 0


def killed_at(step, keeper, stores):
    """Starts a sender that dies at its first `step`."""
    sender = stores.start_sender()
    keeper.at[step] = lambda: os.kill(sender.pid, signal.SIGKILL)
    until(lambda: sender.poll() is not None)
    assert sender.returncode == -signal.SIGKILL
    keeper.at.clear()


@pytest.mark.parametrize("step", STEPS)
def test_a_sender_killed_once_loses_nothing_and_repeats_at_most_once_and_marked(
    step, keeper, stores
):
    stores.act("put")
    killed_at(step, keeper, stores)
    assert len(keeper.kept) == ARRIVED_BEFORE[step]
    stores.act("end_leases")
    sender = stores.start_sender()
    until(lambda: len(keeper.kept) == ARRIVED_BEFORE[step] + 1)
    time.sleep(0.5)
    stop(sender)
    *before, last = keeper.kept
    assert last["X-Recupera-Repeat"] == "1"
    assert "dos veces" in last.get_body(("plain",)).get_content()
    assert not [mail for mail in before if mail["X-Recupera-Repeat"]]
    assert len({mail["Message-ID"] for mail in keeper.kept}) == 1
    assert {(state, wiped) for state, _, _, wiped in stores.rows()} == {("sent", True)}


def test_a_message_whose_sender_died_twice_is_given_up(keeper, stores):
    stores.act("put")
    for _ in range(2):
        killed_at("DATA", keeper, stores)
        stores.act("end_leases")
    sender = stores.start_sender()
    until(lambda: "gone" in {row[0] for row in stores.rows()})
    stop(sender)
    assert len(keeper.kept) == 2
    assert {wiped for _, _, _, wiped in stores.rows()} == {True}


def test_a_sender_told_to_stop_finishes_what_it_has(keeper, stores):
    sender = stores.start_sender()
    stores.act("put")
    until(lambda: keeper.kept)
    stop(sender)
    assert stores.rows() == [("sent", 1, 0, True)] * 4
