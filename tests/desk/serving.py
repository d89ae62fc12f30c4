"""The desk behind an address of this machine, for a browser: one thread, the worker at hand."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Page

from recupera.agents.models import Agent
from tests.desk.paging import signed_in


class Silent(WSGIRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The origin at which it answers."""
    server = make_server(
        "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), handler_class=Silent
    )

    def run() -> None:
        server.serve_forever(poll_interval=0.05)
        connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page_of(agent: Agent, origin: str, new_page: Callable[..., Page], **how: object) -> Page:
    """A browser in which this agent is signed in."""
    page = new_page(base_url=origin, **how)
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(agent).cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": origin}])
    return page
