"""A real SMTP server on a free port that refuses, hangs or keeps, as each recipient's name says."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.house.ports import free_port

REFUSALS = {
    "unknown": "550 5.1.1 no such mailbox unknown@example.org",
    "busy": "451 4.3.0 try again later",
    "relay": "554 5.7.1 relay access denied",
}


class Keeper:
    """Keeps what it accepted; `at` has what to do when a step's command is there, after keeping."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.at: dict[str, Callable[[], None]] = {}
        self.data_answer = "250 kept"
        self.released = threading.Event()

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._step("RCPT")
        name = address.partition("@")[0]
        if name == "hanging":
            await asyncio.to_thread(self.released.wait, 60)
        if name in REFUSALS:
            return REFUSALS[name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        if envelope.rcpt_tos[0].startswith("mute"):
            self._keep(content)
            await asyncio.to_thread(self.released.wait, 60)
        if self.data_answer.startswith("250") and not envelope.rcpt_tos[0].startswith("mute"):
            self._keep(content)
        self._step("DATA")
        return self.data_answer

    async def handle_QUIT(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        # The sender also asks for a greeting now and then, and leaves without a message.
        if self.kept:
            self._step("QUIT")
        return "221 Bye"

    def _step(self, name: str) -> None:
        self.at.get(name, lambda: None)()

    def _keep(self, content: bytes) -> None:
        made = message_from_bytes(content, policy=policy.default)
        assert isinstance(made, EmailMessage)
        self.kept.append(made)


@contextmanager
def mail_server() -> Iterator[tuple[Keeper, int]]:
    """The server's keeper and its port on 127.0.0.1."""
    keeper, port = Keeper(), free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield keeper, port
    finally:
        keeper.released.set()
        controller.stop()
