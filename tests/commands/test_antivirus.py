"""`recupera check` looks whether the antivirus is there and finds what it must."""

import pytest

from recupera.commands.antivirus import EICAR, antivirus
from recupera.options.model import Options
from tests.files import hostile
from tests.scanner import clamav


@pytest.fixture
def daemon():
    with clamav.running() as running:
        yield running


def told(daemon: clamav.Clamav) -> list[str]:
    return list(antivirus(Options(clamd=daemon.address, file_mb=2)))


def test_one_that_finds_and_takes_everything_is_right(daemon) -> None:
    assert EICAR == hostile.EICAR
    assert told(daemon) == []
    assert list(antivirus(Options())) == []


@pytest.mark.parametrize(
    ("behave", "said"), [("odd", "does not answer"), ("limit", "StreamMaxLength")]
)
def test_one_that_is_away_or_takes_too_little_is_said(daemon, behave, said) -> None:
    daemon.behave = behave
    assert [line for line in told(daemon) if said in line]


def test_one_without_signatures_is_said(daemon, monkeypatch) -> None:
    monkeypatch.setattr(clamav, "EICAR", b"never")
    assert [line for line in told(daemon) if "EICAR" in line]
