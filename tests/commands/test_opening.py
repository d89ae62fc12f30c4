"""What a door refuses before it works: missing keys, another clock, a store out of reach."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

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
    with pytest.raises(Stop, match=r"differ by 2\.5 s"):
        refuse_other_clock("letterbox")


def test_a_clock_one_second_from_the_databases_is_good_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda store: datetime.now(UTC) + timedelta(seconds=1))
    refuse_other_clock("letterbox")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    done = recupera(command, "--help", environment=environment(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"usage: recupera {command}" in done.stdout
