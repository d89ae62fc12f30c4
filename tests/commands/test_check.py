"""`recupera check`."""

from pathlib import Path

import pytest

from recupera import keys
from recupera.commands.check import masked
from recupera.commands.meanings import MEANINGS
from recupera.options import Options
from recupera.options.demo import is_loopback
from tests.house.processes import environment, recupera


def check(data: Path, **options: str) -> tuple[int, str]:
    """Exit status and everything that was said."""
    done = recupera("check", environment=environment(data, **options))
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def demo(data: Path, **options: str) -> tuple[int, str]:
    return check(data, **{"demo": "1", "origin": "http://127.0.0.1:8000", **options})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with keys and upgraded stores."""
    folder = tmp_path / "data"
    keys.make_missing(folder)
    surroundings = environment(folder, demo="1", origin="http://127.0.0.1:8000")
    assert recupera("stores", "upgrade", environment=surroundings).returncode == 0
    return folder


def test_every_option_has_a_meaning_and_no_meaning_lacks_its_option() -> None:
    assert set(MEANINGS) == set(Options.model_fields)


def test_every_mistake_of_the_configuration_is_told_at_once(tmp_path: Path) -> None:
    status, said = check(tmp_path, portal_address="8000", smtp_url="mail", preset="secop9")
    assert status == 1
    for name in ("RECUPERA_PORTAL_ADDRESS", "RECUPERA_SMTP_URL", "RECUPERA_PRESET"):
        assert name in said


def test_the_demo_is_refused_outside_this_machine(data: Path) -> None:
    status, said = demo(data, origin="http://recupera.example", portal_address="0.0.0.0:8000")
    assert status == 1
    assert "RECUPERA_ORIGIN leaves this machine (recupera.example)" in said
    assert "RECUPERA_PORTAL_ADDRESS leaves this machine (0.0.0.0)" in said


def test_the_demo_on_this_machine_is_not_refused(data: Path) -> None:
    _, said = demo(data)
    assert "leaves this machine" not in said


def test_a_key_that_others_can_read_is_named_with_its_remedy(data: Path) -> None:
    folder = data / "keys" / "worker" / "envelope"
    folder.chmod(0o755)
    status, said = demo(data)
    assert status == 1
    assert f"chmod 700 {folder}" in said


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    assert "key sender/outbox is missing" in demo(tmp_path)[1]


def test_stores_that_were_never_made_are_named(tmp_path: Path) -> None:
    keys.make_missing(tmp_path / "data")
    status, said = demo(tmp_path / "data")
    assert status == 1
    assert "the letterbox store lacks" in said
    assert "the vault store lacks" in said


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    keys.make_missing(tmp_path / "data")
    address = "postgresql://recupera_{door}@127.0.0.1:1/recupera_{store}"
    status, said = demo(tmp_path / "data", database=address)
    assert status == 1
    assert "the vault store cannot be reached" in said


def test_a_mail_server_that_does_not_answer_is_named(data: Path) -> None:
    status, said = check(data, smtp_url="smtp://127.0.0.1:1")
    assert status == 1
    assert "the mail server 127.0.0.1 does not answer" in said


def test_one_user_id_for_every_door_is_said_to_be_no_separation(data: Path) -> None:
    assert "the separation of the doors is in the shape only" in demo(data)[1]


def test_no_password_is_printed(data: Path) -> None:
    url = "smtp://recupera:sesame42@127.0.0.1:1"
    said = check(data, smtp_url=url, sms_secret="sesame42")[1]
    assert "RECUPERA_SMS_SECRET = *****" in said
    assert "RECUPERA_SMTP_URL = smtp://recupera:…@127.0.0.1:1" in said
    assert "sesame42" not in said


def test_masking_leaves_an_address_without_a_password_alone() -> None:
    address = "postgresql://recupera_{door}@db:5432/recupera_{store}"
    assert masked(address) == address


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.4", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_loopback_is_this_machine_and_nothing_else(host: str, inside: bool) -> None:
    assert is_loopback(host) is inside
