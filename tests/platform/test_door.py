"""The door of the demo's platform: in the demo alone, on this machine, with a key of its own."""

import socket
from pathlib import Path

import pytest

from recupera import keys
from recupera.options import Options
from recupera.options.demo import MayNotStart, refuse_outside_the_demo
from recupera.options.preset import load_preset
from tests.house.processes import environment, recupera

ORIGIN = "http://127.0.0.1:8000"


def test_outside_the_demo_it_refuses_in_one_line_and_makes_nothing(tmp_path: Path) -> None:
    surroundings = environment(tmp_path / "data", origin="https://recupera.example")
    done = recupera("platform", environment=surroundings)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("recupera platform: ")
    assert "demo alone" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "[::]", "192.0.2.1", "secop.example"])
def test_it_never_listens_where_others_can_reach_it(tmp_path: Path, host: str) -> None:
    surroundings = environment(tmp_path, demo="1", origin=ORIGIN, platform_address=f"{host}:8002")
    done = recupera("platform", environment=surroundings)
    assert done.returncode == 1
    assert "127.0.0.1 alone (RECUPERA_PLATFORM_ADDRESS)" in done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_on_this_machine_it_may(host: str) -> None:
    options = Options(demo=True, origin=ORIGIN, platform_address=f"{host}:8002")
    refuse_outside_the_demo(options, "the platform", "", "platform_address")
    with pytest.raises(MayNotStart, match="the platform is not here"):
        production = options.model_copy(update={"demo": False})
        refuse_outside_the_demo(production, "the platform", "is not here", "platform_address")


def test_a_port_in_use_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    surroundings = environment(tmp_path / "data")
    address = surroundings["RECUPERA_PLATFORM_ADDRESS"]
    host, port = address.split(":")
    with socket.socket() as other:
        other.bind((host, int(port)))
        other.listen()
        done = recupera("run", "--demo", environment=surroundings)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"RECUPERA_PLATFORM_ADDRESS=127.0.0.1:{int(port) + 1000}" in done.stderr


def test_only_the_demo_makes_its_key(tmp_path: Path) -> None:
    assert "platform/django" not in keys.make_missing(tmp_path)
    assert not (tmp_path / "keys" / "platform").exists()
    assert keys.make_missing(tmp_path, demo=True) == ["platform/django"]
    assert keys.make_missing(tmp_path, demo=True) == []


def test_only_in_the_demo_people_are_led_to_it() -> None:
    real = load_preset("secop2").sign_in
    demo = Options(demo=True, origin=ORIGIN, platform_address="127.0.0.1:9002").texts
    assert str(demo.sign_in) == "http://127.0.0.1:9002/ingresar"
    assert Options(demo=False, origin="https://recupera.example").texts.sign_in == real
    assert load_preset("secop2").sign_in == real
    assert demo.model_copy(update={"sign_in": real}) == load_preset("secop2")
