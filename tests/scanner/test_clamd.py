"""The antivirus is asked as its own documents say, and no answer is an answer of its own."""

import socket
from contextlib import suppress

import pytest

from recupera.scanner import clamd
from recupera.scanner.clamd import Answer, Unavailable
from tests.files.hostile import EICAR
from tests.scanner import clamav


@pytest.fixture
def daemon():
    with clamav.running() as running:
        yield running


def test_what_it_finds_is_infected_and_what_it_does_not_is_clean(daemon) -> None:
    assert clamd.ask(daemon.address, EICAR) is Answer.INFECTED
    assert clamd.ask(daemon.address, b"hola") is Answer.CLEAN
    assert daemon.asked == [EICAR, b"hola"]


def test_a_file_of_many_parts_arrives_whole(daemon) -> None:
    content = bytes(range(256)) * 4096 + b"end"
    assert clamd.ask(daemon.address, content) is Answer.CLEAN
    assert daemon.asked == [content]


def test_it_is_asked_at_its_own_socket_too(tmp_path) -> None:
    path = str(tmp_path / "clamd.ctl")
    with clamav.running(socket.AF_UNIX, path) as daemon:
        assert clamd.ask(daemon.address, EICAR) is Answer.INFECTED


def test_a_stream_that_is_too_long_for_it_is_no_clean_one(daemon) -> None:
    daemon.behave = "limit"
    assert clamd.ask(daemon.address, b"x" * 1_100_000) is Answer.TOO_LARGE


def test_a_stream_far_too_long_is_never_clean(daemon) -> None:
    daemon.behave = "limit"
    # The system may still throw the answer away with the connection.
    with suppress(Unavailable):
        assert clamd.ask(daemon.address, b"x" * 30_000_000) is Answer.TOO_LARGE


@pytest.mark.parametrize("behave", ["odd", "cut"])
def test_an_answer_that_nobody_knows_is_none(daemon, behave) -> None:
    daemon.behave = behave
    with pytest.raises(Unavailable):
        clamd.ask(daemon.address, b"hola")


def test_a_daemon_that_hangs_or_is_not_there_does_not_answer(daemon) -> None:
    daemon.behave = "hang"
    with pytest.raises(Unavailable):
        clamd.ask(daemon.address, b"hola", patience=0.1)
    with pytest.raises(Unavailable):
        clamd.ask("unix:///nowhere/clamd.ctl", b"hola")
