"""The two doors by which others report: HTTP for the SMS gateway, SMTP for mails that came back."""

import http.client
import json
import smtplib
from collections.abc import Iterator
from email import message_from_string, policy
from email.message import EmailMessage

import pytest

from recupera.messages import bounces
from recupera.messages.listening import CannotListen, listening
from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report, incoming
from recupera.options import Mistakes, Options, current, forget
from recupera.people import ChannelKind
from tests.messages.mail_server import free_port

SECRET = "0123456789abcdef"
NAME = "0f" * 16
RETURNED = f"From: recupera@example.org\r\nMessage-ID: <{NAME}@example.org>\r\nSubject: x\r\n"


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> Iterator[Options]:
    monkeypatch.setenv("RECUPERA_REPORTS_ADDRESS", f"127.0.0.1:{free_port()}")
    monkeypatch.setenv("RECUPERA_REPORTS_SECRET", SECRET)
    monkeypatch.setenv("RECUPERA_BOUNCES_ADDRESS", f"127.0.0.1:{free_port()}")
    forget()
    incoming().take()
    with listening(current()):
        yield current()
    incoming().take()
    monkeypatch.undo()
    forget()


def post(
    options: Options, content: object, *, secret: str = SECRET, path: str = "/reports"
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(options.reports_address, timeout=30)
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    connection.request("POST", path, body, {"Authorization": f"Bearer {secret}"})
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.read()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("delivered", Outcome.DELIVERED), ("DELIVRD", Outcome.DELIVERED), ("expired", Outcome.FAILED)],
)
def test_a_report_with_the_secret_is_taken(options: Options, status: str, outcome: Outcome) -> None:
    assert post(options, {"id": "g-7", "status": status}) == (202, b"")
    assert incoming().take() == [Report("g-7", outcome, ChannelKind.SMS)]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "0", "ñ"])
def test_without_the_secret_nothing_is_taken_or_told(options: Options, secret: str) -> None:
    for content in ({"id": "g-7", "status": "delivered"}, b"no report"):
        for path in ("/reports", "/elsewhere"):
            encoded = secret.encode().decode("latin-1")
            assert post(options, content, secret=encoded, path=path) == (401, b"")
    assert incoming().take() == []


@pytest.mark.parametrize("content", [b"", b"no report", [1], {"id": "x"}, b"\xff", {"status": "x"}])
def test_what_is_no_report_is_refused(options: Options, content: object) -> None:
    assert post(options, content)[0] == 400


def test_other_paths_and_bodies_without_end_are_refused(options: Options) -> None:
    assert post(options, {}, path="/")[0] == 404
    assert post(options, b"x" * 5000)[0] == 413


def test_what_is_not_final_is_taken_and_forgotten(options: Options) -> None:
    assert post(options, {"id": "g-7", "status": "queued"})[0] == 202
    assert incoming().take() == []


def test_reports_are_asked_for_again_while_too_many_wait(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recupera.messages.reports.MOST_WAITING", 0)
    assert post(options, {"id": "g-7", "status": "delivered"})[0] == 503


def test_the_receiver_does_not_start_without_a_long_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECUPERA_REPORTS_ADDRESS", "127.0.0.1:8027")
    monkeypatch.setenv("RECUPERA_REPORTS_SECRET", "short")
    forget()
    with pytest.raises(Mistakes, match="at least 16"):
        current()
    monkeypatch.undo()
    forget()


def test_an_address_in_use_is_said_in_one_sentence(options: Options) -> None:
    with pytest.raises(CannotListen, match="RECUPERA_REPORTS_ADDRESS"), listening(options):
        pass


def bounce(action: str = "failed", returned: str = "text/rfc822-headers") -> EmailMessage:
    """A delivery status as Postfix writes it (RFC 3464)."""
    status = (
        "Reporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; ana@example.com\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
    )
    raw = (
        "From: MAILER-DAEMON@mx.example\r\nTo: recupera@example.org\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\n{RETURNED}\r\n\r\n--b--\r\n"
    )
    made = message_from_string(raw, policy=policy.SMTP)
    assert isinstance(made, EmailMessage)
    return made


def come_back(options: Options, mail: EmailMessage) -> None:
    host, _, port = options.bounces_address.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=30) as server:
        server.sendmail("", ["recupera@example.org"], mail.as_bytes())


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_came_back_is_a_failed_message(options: Options, returned: str) -> None:
    come_back(options, bounce(returned=returned))
    assert incoming().take() == [Report(NAME, Outcome.FAILED, ChannelKind.EMAIL)]


@pytest.mark.parametrize("action", ["delayed", "relayed", ""])
def test_a_mail_that_is_only_late_is_no_report(options: Options, action: str) -> None:
    come_back(options, bounce(action))
    assert incoming().take() == []


def test_vacation_notes_and_rubbish_are_taken_and_forgotten(options: Options) -> None:
    note = EmailMessage()
    note["Subject"] = "Estoy de vacaciones"
    note.set_content(f"Message-ID: <{NAME}@example.org>\nAction: failed\n")
    come_back(options, note)
    for rubbish in (b"", b"\xff\xfe", b"Content-Type: multipart/report\r\n\r\n--", b"\r\n" * 9):
        assert bounces.read(rubbish) is None
    assert incoming().take() == []
