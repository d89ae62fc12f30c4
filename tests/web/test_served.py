"""The same by the server that production has, over real sockets: cut, slow, chunked, too large."""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from recupera.web import uploads
from tests.web.raw import PDF, THREADS, answered, body, connected, head, posted, serving, token


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as place:
        yield place


def test_files_arrive_and_one_that_is_too_large_is_named_in_a_page(address) -> None:
    status, said = posted(address, ("a.pdf", PDF), ("b.pdf", PDF.ljust(3_000_000)))
    told = json.loads(said)
    assert status == 200
    assert [one[0] for one in told["taken"]] == ["a.pdf"]
    assert [one[:2] for one in told["refused"]] == [["b.pdf", "too_large"]]


def test_a_body_that_is_cut_reaches_the_page_short_and_the_page_says_so(address) -> None:
    given, cookie = token(address)
    whole = body(given, ("a.pdf", PDF), ("b.pdf", PDF.ljust(200_000)))
    with connected(address) as connection:
        connection.sendall(head(cookie, len(whole)) + whole[: len(whole) // 2])
        # Only half closed, as by a proxy that gave up on its visitor: so there is an answer.
        connection.shutdown(socket.SHUT_WR)
        status, said = answered(connection)
    told = json.loads(said)
    assert status == 200
    assert [one[0] for one in told["taken"]] == ["a.pdf"]
    assert [one[1] for one in told["refused"]] == ["cut"]
    assert told["text"] == "hola"


def test_a_slow_body_arrives_if_it_is_given_time(address) -> None:
    given, cookie = token(address)
    whole = body(given, ("a.pdf", PDF.ljust(100_000)))
    with connected(address) as connection:
        connection.sendall(head(cookie, len(whole)))
        for start in range(0, len(whole), 30_000):
            connection.sendall(whole[start : start + 30_000])
            time.sleep(0.2)
        status, said = answered(connection)
    assert (status, len(json.loads(said)["taken"])) == (200, 1)


def test_slow_senders_of_files_hold_four_threads_and_no_more(address) -> None:
    given, cookie = token(address)
    whole = body(given, ("a.pdf", PDF.ljust(100_000)))
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(address)) for _ in range(THREADS + 2)]
        for connection in slow:
            connection.sendall(head(cookie, len(whole)) + whole[:1000])
        time.sleep(0.5)
        waiting = stack.enter_context(connected(address))
        waiting.sendall(b"GET /archivos HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        # Others are let in once those beyond the fourth were told to come again.
        assert answered(waiting)[0] == 200
        told = turned_away(slow, len(slow) - uploads.AT_ONCE)
        assert {answered(one)[0] for one in told} == {503}
        assert len(slow) - len(told) == uploads.AT_ONCE
    # A sender that leaves lets its thread go.
    assert posted(address, ("a.pdf", PDF))[0] == 200


def turned_away(slow: list[socket.socket], expected: int) -> list[socket.socket]:
    """Those that were answered, once there are so many and half a second for one too many."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and len(select.select(slow, [], [], 0)[0]) < expected:
        time.sleep(0.05)
    time.sleep(0.5)
    return select.select(slow, [], [], 0)[0]


def test_a_body_without_its_length_is_no_form(address) -> None:
    given, cookie = token(address)
    whole = body(given, ("a.pdf", PDF))
    with connected(address) as connection:
        connection.sendall(head(cookie, None) + b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole))
        assert answered(connection)[0] == 403


def test_a_file_at_another_page_is_a_bad_request(address) -> None:
    assert posted(address, ("a.pdf", PDF), path="/otra")[0] == 400
