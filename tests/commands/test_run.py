"""`recupera run`: what it starts, says, restarts, and leaves behind."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from recupera.commands.children import FIRST_DELAY
from recupera.commands.welcome import example_lines
from recupera.people import EXAMPLE_PASSWORD
from tests.house.processes import House, ended, environment, recupera, running

DOORS = {"portal", "worker", "sender", "scanner", "desk", "mailbox", "platform"}


def doors(house: House) -> dict[str, psutil.Process]:
    """The supervisor's children by the door they are."""
    found = {}
    for process in psutil.Process(house.process.pid).children():
        try:
            words = process.cmdline()
        except (psutil.ZombieProcess, psutil.NoSuchProcess):
            continue
        found.update({word: process for word in words[-1:] if word in DOORS})
    return found


def family(house: House) -> list[psutil.Process]:
    return psutil.Process(house.process.pid).children(recursive=True)


def alive(processes: list[psutil.Process], seconds: float = 60) -> list[str]:
    """Those that do not end."""
    deadline = time.monotonic() + seconds
    while not all(map(ended, processes)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return [str(process) for process in processes if not ended(process)]


@pytest.fixture(scope="module")
def furnished(house_for_a_while: Callable[..., AbstractContextManager[House]]) -> dict[str, str]:
    """The surroundings of a house that ran before: another start is quicker than the first."""
    with house_for_a_while() as house:
        assert house.stop() == 0
        return house.environment


def test_it_prints_the_addresses_once_they_answer_and_whom_to_try(house: House) -> None:
    assert house.portal + "/" in house.wait_for("Portal:")
    assert house.mailbox + "/" in house.wait_for("Mailbox:")
    assert "Cédula" in house.wait_for("Example")
    assert house.platform + "/" in house.wait_for("Platform:")
    assert EXAMPLE_PASSWORD in house.wait_for("Platform:")
    assert house.desk + "/" in house.wait_for("Desk:")
    assert house.desk + "/guia" in house.wait_for("Practice:")
    for address in (house.portal, house.mailbox, house.platform, house.desk):
        assert urlopen(address, timeout=10).status == 200


def test_it_starts_one_process_for_each_door(house: House) -> None:
    assert set(doors(house)) == DOORS


def test_keys_and_stores_are_for_their_owner_alone(house: House) -> None:
    for path in (house.data, *house.data.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_every_process_it_started(
    furnished: dict[str, str], number: signal.Signals
) -> None:
    with running(furnished) as house:
        everyone = family(house)
        assert house.stop(number) == 0
    assert len(everyone) >= len(DOORS)
    assert alive(everyone) == []
    assert not [line for line in house.lines if "Traceback" in line or "killed" in line]


def test_nothing_outlives_a_killed_supervisor(furnished: dict[str, str]) -> None:
    with running(furnished) as house:
        everyone = family(house)
        house.process.kill()
        house.process.wait()
    assert alive(everyone) == []


def test_a_crashed_door_is_started_again(furnished: dict[str, str]) -> None:
    with running(furnished) as house:
        before = doors(house)
        before["worker"].kill()
        before["portal"].kill()
        house.wait_for(f"starting again in {FIRST_DELAY:g} s")
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and not (set(doors(house)) == DOORS and _answers(house)):
            time.sleep(0.1)
        assert _answers(house)
        after = doors(house)
        assert after["worker"].pid != before["worker"].pid
        assert after["sender"].pid == before["sender"].pid


def test_a_second_start_keeps_keys_accounts_and_cases(furnished: dict[str, str]) -> None:
    keys_before = _contents(Path(furnished["RECUPERA_DATA"]) / "keys")
    with running(furnished) as house:
        assert _contents(house.data / "keys") == keys_before
        assert not [line for line in house.lines if "made key" in line]
        loaded = house.command("directory", "demo", "--if-empty")
        cases = house.command("case", "list").stdout
        assert house.command("desk", "demo").returncode == 0
        assert house.command("case", "list").stdout == cases
    assert loaded.stdout == "The directory holds accounts already.\n"
    assert "9000-0000-14  open" in cases


def test_what_the_demo_holds_can_be_listed_without_a_store(furnished: dict[str, str]) -> None:
    demo = {"RECUPERA_DEMO": "1", "RECUPERA_ORIGIN": "http://127.0.0.1:1"}
    done = recupera("desk", "demo", "--json", environment=furnished | demo)
    found = json.loads(done.stdout)
    assert found["agents"][0]["email"] == "agente@mesa.example"
    assert found["cases"][0]["case"] == "9000-0000-14"
    assert [one["practice"] for one in found["cases"] if one["practice"]][-1] == "objection"


def test_a_port_in_use_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    surroundings = environment(tmp_path / "data")
    address = surroundings["RECUPERA_PORTAL_ADDRESS"]
    with socket.socket() as other:
        host, port = address.split(":")
        other.bind((host, int(port)))
        other.listen()
        done = recupera("run", "--demo", environment=surroundings)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert address in done.stderr
    assert f"RECUPERA_PORTAL_ADDRESS=127.0.0.1:{int(port) + 1000}" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_data_folder_that_cannot_be_written_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    # To root no folder of its own is closed; this one is to root, too.
    closed = Path("/sys/recupera") if os.geteuid() == 0 else tmp_path / "closed" / "data"
    if os.geteuid() != 0:
        closed.parent.mkdir(mode=0o500)
    done = recupera("run", "--demo", environment=environment(closed))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert str(closed) in done.stderr
    assert "RECUPERA_DATA" in done.stderr


def test_examples_stand_in_columns_and_missing_data_show_as_a_dash() -> None:
    example = {"situation": "plain", "national_id": "1020304050", "email": None}
    head, row = example_lines([example])
    assert head.index("Cédula") == row.index("1020304050")
    assert head.index("Correo") == row.index("–")


def _answers(house: House) -> bool:
    try:
        return bool(urlopen(house.portal, timeout=2).status == 200)
    except OSError:
        return False


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.key")}
