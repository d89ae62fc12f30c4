"""`recupera keys`."""

from datetime import timedelta
from pathlib import Path

import pytest

from recupera import keys
from recupera.commands.keys import words
from tests.house.processes import environment, recupera


def test_keys_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    surroundings = environment(tmp_path / "data")
    first = recupera("keys", "make", environment=surroundings)
    second = recupera("keys", "make", environment=surroundings)
    assert "worker/envelope" in first.stdout.splitlines()
    assert second.stdout == "nothing to do\n"
    modes = {
        (path.is_dir(), path.stat().st_mode & 0o777) for path in (tmp_path / "data").rglob("*")
    }
    assert modes == {(True, 0o700), (False, 0o600)}


def test_a_rotated_envelope_key_reaches_the_portal_as_its_public_half(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keys.make_missing(data)
    done = recupera("keys", "rotate", "worker/envelope", environment=environment(data))
    assert done.returncode == 0
    # Rings of their own: this process's look for new versions every five seconds only.
    newest = keys.Ring(data / "keys" / "worker" / "envelope").newest()
    assert done.stdout.split() == ["worker/envelope", newest.id]
    public = keys.Ring(data / "keys" / "portal" / "envelope-public").newest()
    assert (public.id, public.secret == newest.secret) == (newest.id, False)


def test_rotating_an_unknown_key_names_those_there_are(tmp_path: Path) -> None:
    done = recupera("keys", "rotate", "worker/enveloppe", environment=environment(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "worker/envelope, worker/code" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_list_shows_a_missing_key_and_the_age_of_the_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keys.make_missing(data)
    for path in (data / "keys" / "portal" / "limiter").iterdir():
        path.unlink()
    lines = recupera("keys", environment=environment(data)).stdout.splitlines()
    told = {line.split()[0]: line.split()[1:3] for line in lines[1:]}
    assert told["portal/limiter"] == ["0", "missing"]
    assert told["worker/code"] == ["1", "0"]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(hours=48), "2 d"),
    ],
)
def test_an_age_is_told_in_its_largest_whole_unit(span: timedelta, said: str) -> None:
    assert words(span) == said
