"""A webhook is signed so that any library of Standard Webhooks takes it, and nobody else's is."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from recupera.desk.forwarding import webhook
from recupera.desk.forwarding.passing import Passed, Passing
from recupera.messages.outcomes import NotNow
from recupera.options import forget

SECRET = "whsec_" + base64.b64encode(b"a secret of 24 bytes and more").decode()
OPENED = Passing(
    id="0123456789abcdef0123456789abcdef",
    event="case.opened",
    reference="2599-7293-27",
    subject="Recuperación de usuario",
    at="2026-11-22T15:52:00-05:00",
    email="ana@example.com",
    confirmed=False,
    text="Caso nuevo.\nñandú\r\nBcc: evil@example.com",
    facts={"reference": "2599-7293-27", "fields": {"descripcion": "ñandú"}},
)


@dataclass
class Desk:
    """Somebody's help desk: what it got, and what it answers."""

    status: int = 200
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    theirs = Desk()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            theirs.got.append((dict(self.headers), body))
            self.send_response(theirs.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("RECUPERA_FORWARD_URL", f"http://127.0.0.1:{server.server_port}/cases")
    monkeypatch.setenv("RECUPERA_FORWARD_SECRET", SECRET)
    forget()
    yield theirs
    server.shutdown()
    server.server_close()
    monkeypatch.undo()
    forget()


def test_a_case_comes_whole_and_its_signature_is_good(desk: Desk) -> None:
    webhook.send(OPENED)
    headers, body = desk.got[0]
    said = Webhook(SECRET).verify(body, headers)
    assert said == {
        "type": "case.opened",
        "timestamp": OPENED.at,
        "data": {"reference": "2599-7293-27", "fields": {"descripcion": "ñandú"}},
    }
    assert {name.lower(): value for name, value in headers.items()}["webhook-id"] == OPENED.id


def test_what_was_changed_on_the_way_is_not_ours(desk: Desk) -> None:
    webhook.send(OPENED)
    headers, body = desk.got[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"2599", b"2598"), headers)


def test_a_file_comes_in_base64_with_what_is_known_of_it(desk: Desk) -> None:
    facts = {"name": "cedula.jpg", "scanned": True}
    file = Passed("cedula.jpg", "image/jpeg", b"\xff\xd8\x00", facts)
    webhook.send(replace(OPENED, event="case.file", file=file))
    data = json.loads(desk.got[0][1])["data"]
    assert base64.b64decode(data["file"].pop("content")) == b"\xff\xd8\x00"
    assert data["file"] == facts


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410, 500, 503])
def test_every_other_answer_means_later_and_leads_nowhere_else(desk: Desk, status: int) -> None:
    desk.status = status
    with pytest.raises(NotNow, match=str(status)):
        webhook.send(OPENED)
    assert len(desk.got) == 1


def test_a_desk_that_is_not_there_means_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_FORWARD_URL", "http://127.0.0.1:9/cases")
    forget()
    with pytest.raises(NotNow) as raised:
        webhook.send(OPENED)
    assert "ana@" not in str(raised.value)
