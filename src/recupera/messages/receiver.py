"""Takes the SMS gateway's delivery reports by HTTP, in the sender, which has the outbox.

It is not the portal's: that has no way to the vault. It answers the same whether or not it knows
the message, and keeps nothing but the outcome.
"""

import hmac
import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report, Reports, incoming
from recupera.people import ChannelKind

PATH = "/reports"
MOST_BYTES = 4096
MOST_AT_ONCE = 32
TIMEOUT = 10
# Gateways' own words, and those of SMPP receipts that they often hand on.
DELIVERED = {"delivered", "delivrd"}
FAILED = {"failed", "undelivered", "undeliverable", "undeliv", "expired", "rejected", "rejectd"}


class Receiver(ThreadingHTTPServer):
    """Raises OSError when the port is in use."""

    daemon_threads = True

    def __init__(self, host: str, port: int, *, secret: str, reports: Reports | None = None):
        self.secret = f"Bearer {secret}".encode()
        self.reports = reports or incoming()
        self._free = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().__init__((host, port), Requests)

    def process_request(self, request: Any, client_address: Any) -> None:
        """At most MOST_AT_ONCE; one more waits in the kernel's queue."""
        self._free.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a trace would hold what the gateway sent."""


class Requests(BaseHTTPRequestHandler):
    """POST /reports with {"id", "status"} as JSON and the bearer secret."""

    server: Receiver
    timeout = TIMEOUT

    def do_POST(self) -> None:
        wrong = self._wrong()
        if wrong:
            self._answer(wrong)
            return
        report = read(self.rfile.read(int(self.headers["Content-Length"])))
        if report is None:
            self._answer(HTTPStatus.BAD_REQUEST)
        elif report.outcome is Outcome.NOTHING or self.server.reports.add(report):
            self._answer(HTTPStatus.ACCEPTED)
        else:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the sender's one line a tick counts the reports."""

    def _wrong(self) -> HTTPStatus | None:
        length = self.headers.get("Content-Length", "")
        given = self.headers.get("Authorization", "").encode()
        # First of all, so that nothing else can be learnt without it.
        if not hmac.compare_digest(given, self.server.secret):
            return HTTPStatus.UNAUTHORIZED
        if self.path != PATH:
            return HTTPStatus.NOT_FOUND
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    def _answer(self, status: HTTPStatus) -> None:
        self.send_response_only(status)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True


def read(body: bytes) -> Report | None:
    """None where it is no report at all; NOTHING where it says nothing final."""
    try:
        found = json.loads(body)
        name, status = str(found["id"]), str(found["status"]).lower()
    except (ValueError, KeyError, TypeError):
        return None
    return Report(name, _outcome(status), ChannelKind.SMS)


def _outcome(status: str) -> Outcome:
    if status in DELIVERED:
        return Outcome.DELIVERED
    return Outcome.FAILED if status in FAILED else Outcome.NOTHING
