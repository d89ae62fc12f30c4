"""The health page: GET / on a loopback address says how the house is, 200 or 503, as JSON."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import AF_INET6

from django.db import DatabaseError, connections

from recupera.worker.condition import Facts, condition

# However often it is called, the stores are asked once a second.
KEPT = 1.0
PATIENCE = 5.0


def serve(host: str, port: int) -> HTTPServer:
    """Answers in a thread of its own until the process ends. Raises OSError."""
    server = (_Six if host.startswith("[") else HTTPServer)((host.strip("[]"), port), _Page)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


def look() -> Facts:
    """The condition, or the one thing that is wrong when a store cannot be asked."""
    try:
        return condition()
    except DatabaseError:
        return {"wrong": ["a store does not answer"]}
    finally:
        # A connection that broke would stay broken, as nobody else is in this thread.
        connections.close_all()


class _Six(HTTPServer):
    address_family = AF_INET6


class _Page(BaseHTTPRequestHandler):
    """One thread answers one after the other; who is silent does not hold up the next for long."""

    timeout = PATIENCE
    seen: tuple[float, Facts] | None = None

    def do_GET(self) -> None:
        if self.path != "/":
            self._answer(404, {"wrong": ["there is one page: /"]})
            return
        facts = self._facts()
        self._answer(503 if facts["wrong"] else 200, facts)

    def log_message(self, format: str, *args: object) -> None:
        """Visits are not logged."""

    def version_string(self) -> str:
        return "recupera"

    def _facts(self) -> Facts:
        if _Page.seen is None or time.monotonic() - _Page.seen[0] > KEPT:
            _Page.seen = (time.monotonic(), look())
        return _Page.seen[1]

    def _answer(self, status: int, facts: Facts) -> None:
        body = json.dumps(facts, indent=1).encode() + b"\n"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
