"""A case and its file come to a help desk that was away at first, signed, each step once."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page
from standardwebhooks import Webhook

from tests.house.processes import BRISK, House
from tests.journeys.case_walk import TYPED, CaseWalk
from tests.journeys.walk import until

pytestmark = pytest.mark.journey
SECRET = "whsec_" + base64.b64encode(b"a secret of 24 bytes and more").decode()


@dataclass
class Desk:
    """Somebody's help desk; what it `got` is verified, `refused` counts what came too early."""

    url: str
    away: int = 1
    refused: int = 0
    ids: list[str] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if self.refused < self.away:
            self.refused += 1
            return 503
        Webhook(SECRET).verify(body, headers)
        self.ids.append({name.lower(): one for name, one in headers.items()}["webhook-id"])
        self.got.append(json.loads(body))
        return 204


@contextmanager
def help_desk() -> Iterator[Desk]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                status = theirs.take(dict(self.headers), body)
            except Exception:
                status = 401
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    theirs = Desk(f"http://127.0.0.1:{server.server_port}/cases")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield theirs
    server.shutdown()
    server.server_close()


def test_a_case_comes_whole_to_a_desk_that_was_away(
    new_house: Callable[..., House], page: Page
) -> None:
    with help_desk() as desk:
        house = new_house(**BRISK, forward_url=desk.url, forward_secret=SECRET)
        walk = CaseWalk(page, house, "reenvio@gmail.com").begin().described().attached()
        number, _key = walk.sent()
        # Half a minute passes until it is tried again.
        opened, file = until(lambda: desk.got if len(desk.got) == 2 else [], 180)
    assert desk.refused == desk.away
    assert [opened["type"], file["type"]] == ["case.opened", "case.file"]
    assert opened["data"]["reference"] == file["data"]["reference"] == number
    assert opened["data"]["fields"]["descripcion"] == TYPED
    sent = file["data"]["file"]
    assert (sent["name"], sent["type"], sent["scanned"]) == ("pantalla.png", "image/png", True)
    assert base64.b64decode(sent["content"]).startswith(b"\x89PNG")
    assert len(set(desk.ids)) == 2
