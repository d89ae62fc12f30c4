"""What a door refuses before it works: missing keys, another clock, a store out of reach."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from recupera import keys
from recupera.commands.main import COMMANDS, Stop
from recupera.commands.opening import refuse_other_clock
from recupera.letterbox import clock
from tests.house.processes import environment, recupera

DEMO = {"demo": "1", "origin": "http://127.0.0.1:8000"}
UNREACHABLE = "postgresql://recupera_{door}@127.0.0.1:1/recupera_{store}"


def refusal(door: str, surroundings: dict[str, str]) -> str:
    """The one line with which a door refuses."""
    done = recupera(door, environment=surroundings)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize("door", ["portal", "worker", "sender", "scanner"])
def test_a_door_without_its_keys_says_how_to_make_them(tmp_path: Path, door: str) -> None:
    options = DEMO | {"forward_url": "mailto:desk@entity.example"}
    assert "`recupera keys make`" in refusal(door, environment(tmp_path, **options))


def test_a_desk_without_an_address_to_pass_cases_on_to_says_what_to_set(tmp_path: Path) -> None:
    assert "RECUPERA_FORWARD_URL" in refusal("forward", environment(tmp_path, **DEMO))


def test_the_portal_without_the_workers_public_key_refuses(tmp_path: Path) -> None:
    keys.make_missing(tmp_path)
    for path in (tmp_path / "keys" / "portal" / "envelope-public").iterdir():
        path.unlink()
    assert "envelope-public" in refusal("portal", environment(tmp_path, **DEMO))


@pytest.mark.parametrize(
    ("door", "store"), [("portal", "letterbox"), ("worker", "letterbox"), ("sender", "vault")]
)
def test_a_door_whose_store_does_not_answer_names_it(tmp_path: Path, door: str, store: str) -> None:
    keys.make_missing(tmp_path)
    said = refusal(door, environment(tmp_path, database=UNREACHABLE, **DEMO))
    assert f"the {store} store cannot be reached" in said


@pytest.mark.parametrize("seconds", [-2.5, 2.5])
def test_a_clock_more_than_two_seconds_from_the_databases_is_refused(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    told = datetime.now(UTC) + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda store: told)
    here = time_machine.travel(told - timedelta(seconds=seconds), tick=False)
    with here, pytest.raises(Stop, match=r"differ by 2\.5 s"):
        refuse_other_clock("letterbox")


def test_a_clock_one_second_from_the_databases_is_good_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda store: datetime.now(UTC) + timedelta(seconds=1))
    with time_machine.travel(datetime.now(UTC), tick=False):
        refuse_other_clock("letterbox")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    done = recupera(command, "--help", environment=environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: recupera {command}" in done.stdout


ENDED_IN_A_CALLBACK = """
import os, signal, sys, time
from recupera.commands import opening
from recupera.commands.main import Stop
try:
    opening.open_door("nowhere", ())
except ModuleNotFoundError:  # there is no such door; by now it listens to the signal
    pass
class Dying:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.1)
Dying()
time.sleep(120)
"""


def test_a_door_that_is_ended_while_it_starts_ends_at_once_and_without_a_word(
    tmp_path: Path,
) -> None:
    """Python loses what is raised in a callback, as of an import: the door would go on."""
    done = subprocess.run(
        [sys.executable, "-c", ENDED_IN_A_CALLBACK],
        env=environment(tmp_path, **DEMO),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
