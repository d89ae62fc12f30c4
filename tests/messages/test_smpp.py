"""Text messages over a real SMPP server, made by others, in Rust."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from recupera.messages import smpp, smpp_link
from recupera.messages.outcomes import Never, NotNow, Outcome, Unsure
from recupera.messages.reports import Report, incoming
from recupera.options import forget
from recupera.people import ChannelKind
from tests.messages.mail_server import free_port
from tests.messages.smpp_server import Smsc, smsc

TEXT = "SECOP II: 4821 7736 para ver sus datos. ¿Ñandé? No.\n@host #48217736 [x]"
WIRE = (
    b"SECOP II: 4821 7736 para ver sus datos. \x60\x5dand\x05? No.\n\x00host #48217736 \x1b<x\x1b>"
)
RECEIPT = 0x04


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def change(**changes: str) -> None:
        for name, value in changes.items():
            monkeypatch.setenv(f"RECUPERA_{name.upper()}", value)
        forget()

    # A bind takes a moment, on a busy machine a long one.
    monkeypatch.setattr(smpp_link, "PATIENCE", 60)
    yield change
    smpp.close()
    incoming().take()
    monkeypatch.undo()
    forget()


@pytest.fixture
def server(options: Callable[..., None]) -> Iterator[Smsc]:
    with smsc() as one:
        options(sms_url=one.url)
        yield one
        smpp.close()


def send() -> str:
    return smpp.send("+573001234567", TEXT)


def receipt_of(server: Smsc, text: bytes, **more: object) -> None:
    server.deliver(source_addr="573001234567", esm_class=RECEIPT, short_message=text, **more)


def reported(count: int = 1, seconds: float = 60) -> list[Report]:
    deadline, found = time.monotonic() + seconds, []
    while len(found) < count and time.monotonic() < deadline:
        found += incoming().take()
        time.sleep(0.02)
    return found


def test_a_text_arrives_in_gsm_7_at_an_international_number_and_asks_for_a_receipt(
    server: Smsc,
) -> None:
    assert send() == "m1"
    (got,) = server.got
    assert (got.destination_addr, got.dest_addr_ton, got.dest_addr_npi) == ("573001234567", 1, 1)
    assert (got.data_coding, got.registered_delivery, got.esm_class) == (0, 1, 0)
    assert bytes(got.short_message) == WIRE


def test_one_bind_serves_many_threads_and_each_gets_its_own_answer(server: Smsc) -> None:
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _: send(), range(40)))
    assert sorted(names) == sorted(f"m{number}" for number in range(1, 41))
    assert len(server.bound) == 1


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (0x58, NotNow),  # throttled
        (0x14, NotNow),  # queue full
        (0x08, NotNow),  # system error
        (0x0B, Never),  # no such number
        (0x01, Never),  # too long
    ],
)
def test_a_refusal_says_whether_to_try_again(
    server: Smsc, status: int, failure: type[Exception]
) -> None:
    server.status = status
    with pytest.raises(failure, match=f"{status:#x}"):
        send()
    server.status = 0
    assert send() == "m2"


def test_a_server_that_takes_the_text_and_never_answers_may_have_sent_it(
    server: Smsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smpp, "TIMEOUT", 0.3)
    server.answers = False
    with pytest.raises(Unsure):
        send()


def test_a_server_that_is_down_is_tried_again(
    options: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smpp_link, "PATIENCE", 0.2)
    options(sms_url=f"smpp://u:p@127.0.0.1:{free_port()}")
    with pytest.raises(NotNow):
        send()


def test_a_bind_that_was_lost_is_made_anew(
    options: Callable[..., None],
) -> None:
    with smsc() as first:
        options(sms_url=first.url)
        assert send() == "m1"
    with smsc(first.port) as second:
        assert send() == "m1"
        assert len(second.bound) == 1


def test_a_text_under_way_when_the_bind_is_lost_may_have_been_sent(
    options: Callable[..., None],
) -> None:
    failures: list[Exception] = []

    def sending() -> None:
        try:
            send()
        except Exception as wrong:
            failures.append(wrong)

    with smsc() as server:
        options(sms_url=server.url)
        server.answers = False
        thread = threading.Thread(target=sending)
        thread.start()
        deadline = time.monotonic() + 60
        while not server.got and time.monotonic() < deadline:
            time.sleep(0.02)
        wire = smpp.link()._wire
        assert wire
        wire._socket.shutdown(socket.SHUT_RDWR)
    thread.join(60)
    assert [type(wrong) for wrong in failures] == [Unsure]


@pytest.mark.parametrize(
    ("state", "outcome"),
    [("DELIVRD", Outcome.DELIVERED), ("UNDELIV", Outcome.FAILED), ("REJECTD", Outcome.FAILED)],
)
def test_a_receipt_says_what_became_of_the_text(server: Smsc, state: str, outcome: Outcome) -> None:
    name = send()
    text = f"id:{name} sub:001 dlvrd:001 submit date:2611221552 stat:{state} err:000 text:SECOP"
    receipt_of(server, text.encode())
    assert reported() == [Report(name, outcome, ChannelKind.SMS)]


def test_a_receipt_may_stand_in_optional_parameters_alone(server: Smsc) -> None:
    import smpp34

    name = send()
    tlvs = [smpp34.Tlv(0x001E, name.encode() + b"\0"), smpp34.Tlv(0x0427, b"\x02")]
    receipt_of(server, b"", tlvs=tlvs)
    assert reported() == [Report(name, Outcome.DELIVERED, ChannelKind.SMS)]


def test_what_is_not_final_and_what_people_answer_is_no_report(server: Smsc) -> None:
    name = send()
    receipt_of(server, f"id:{name} stat:ENROUTE".encode())
    server.deliver(source_addr="573001234567", short_message=f"id:{name} stat:DELIVRD".encode())
    receipt_of(server, f"id:{name} stat:DELIVRD".encode())
    assert len(reported()) == 1
    assert reported(seconds=1) == []


def test_a_receipt_that_cannot_be_kept_now_is_asked_for_again(
    server: Smsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recupera.messages.reports.MOST_WAITING", 0)
    name = send()
    answer = server.deliver(
        source_addr="573001234567",
        esm_class=RECEIPT,
        short_message=f"id:{name} stat:DELIVRD".encode(),
    )
    assert answer.command_status == 0x14


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("", ("", 0, 0)),
        ("SECOP", ("SECOP", 5, 0)),
        ("890123", ("890123", 3, 0)),
        ("+573001112233", ("573001112233", 1, 1)),
    ],
)
def test_the_sender_is_a_name_a_short_code_or_a_number(
    server: Smsc, options: Callable[..., None], sender: str, expected: tuple[str, int, int]
) -> None:
    options(sms_from=sender)
    send()
    (got,) = server.got
    assert (got.source_addr, got.source_addr_ton, got.source_addr_npi) == expected


def test_nothing_of_a_text_is_logged(server: Smsc, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    send()
    receipt_of(server, b"id:m1 stat:DELIVRD")
    reported()
    assert "4821" not in caplog.text
    assert b"48217736".hex() not in caplog.text
    assert "573001234567" not in caplog.text


def test_a_receipt_with_neither_name_nor_state_is_passed_over() -> None:
    empty = SimpleNamespace(
        esm_class=RECEIPT, short_message=b"\xff\xfe", receipted_message_id=None, message_state=None
    )
    assert smpp.receipt(empty) is None
