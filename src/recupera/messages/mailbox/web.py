"""The mailbox's HTTP side: pages for people, JSON for scripts, and the demo's SMS gateway."""

import json
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from recupera.agents.demo import seconds_left
from recupera.messages.mailbox import pages
from recupera.messages.mailbox.box import Box, Kept
from recupera.options import current

MOST_BYTES = 10_000
# A mail's own HTML may bring its styles, and nothing from anywhere.
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


class Web(ThreadingHTTPServer):
    """Raises OSError when the port is in use."""

    daemon_threads = True

    def __init__(self, box: Box, host: str, port: int) -> None:
        super().__init__((host, port), Requests)
        self.box = box


class Requests(BaseHTTPRequestHandler):
    """GET / · /previews · /messages/ID · /api/messages, newest, agents, and POST /api/sms."""

    server: Web
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        box, path = self.server.box, self.path.partition("?")[0]
        if path == "/":
            self._page(*pages.inbox(box.newest_first()))
        elif path == "/previews":
            self._page(*pages.all_previews())
        elif path == "/api/messages":
            self._json([message.public() for message in box.newest_first()])
        elif path == "/api/agents":
            now = time.time()
            self._json({"agents": pages.agents(now), "seconds_left": seconds_left(now)})
        elif path == "/api/newest":
            self._json({"newest": next((message.id for message in box.newest_first()), "")})
        elif path.startswith("/messages/") and (found := box.get(path.rpartition("/")[2])):
            self._page(found.html, MAIL_POLICY)
        else:
            self._json({"error": "no such page"}, status=HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        wrong = self._wrong_post()
        if wrong:
            self.close_connection = True
            self._json({"error": wrong.phrase}, status=wrong)
            return
        try:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            to, text = str(sent["to"]), str(sent["text"])
        except (ValueError, KeyError, TypeError):
            self._json({"error": "write {to, text}"}, status=HTTPStatus.BAD_REQUEST)
            return
        self.server.box.add(Kept(channel="sms", to=to, subject="", text=text, html=""))
        self._json({"accepted": True})

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a line per refresh would bury the doors' own lines."""

    def _wrong_post(self) -> HTTPStatus | None:
        secret = current().sms_secret.get_secret_value()
        length = self.headers.get("Content-Length", "")
        if self.path != "/api/sms":
            return HTTPStatus.NOT_FOUND
        # A page elsewhere cannot send this type without being asked first, and is refused.
        if self.headers.get_content_type() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if secret and self.headers.get("Authorization") != f"Bearer {secret}":
            return HTTPStatus.UNAUTHORIZED
        return None

    def _page(self, page: str, policy: str) -> None:
        self._answer(page.encode(), "text/html; charset=utf-8", policy=policy)

    def _json(self, content: object, *, status: HTTPStatus = HTTPStatus.OK) -> None:
        body = json.dumps(content, ensure_ascii=False).encode()
        self._answer(body, "application/json; charset=utf-8", status=status)

    def _answer(
        self,
        body: bytes,
        content_type: str,
        *,
        policy: str = "default-src 'none'",
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", policy),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
