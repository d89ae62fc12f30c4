"""A real mail server that keeps what it gets, and can also refuse it or hang."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.house.processes import free_address


@dataclass
class Smtp:
    """`behave` is accept, refuse (for good), defer (for now) or hang."""

    address: str
    behave: str = "accept"
    hang_seconds: float = 30.0
    received: list[EmailMessage] = field(default_factory=list)
    attempts: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{self.address}"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.attempts += 1
        if self.behave == "hang":
            await asyncio.sleep(self.hang_seconds)
        if self.behave in ("refuse", "hang"):
            return "554 5.7.1 not taken here"
        if self.behave == "defer":
            return "451 4.3.0 try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 2.0.0 taken"


@contextmanager
def mail_server() -> Iterator[Smtp]:
    sink = Smtp(free_address())
    host, _, port = sink.address.rpartition(":")
    controller = Controller(sink, hostname=host, port=int(port))
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    """A mail server of this test alone: `new_house(smtp_url=smtp.url)` makes a house use it."""
    with mail_server() as sink:
        yield sink
