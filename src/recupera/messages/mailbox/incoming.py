"""The mailbox's SMTP side: takes any mail for anybody and keeps its words."""

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from recupera.messages.mailbox.box import Box, Kept


class Incoming:
    """aiosmtpd's handler."""

    def __init__(self, box: Box) -> None:
        self._box = box

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        mail = message_from_bytes(content, policy=policy.default)
        for recipient in envelope.rcpt_tos:
            self._box.add(kept(mail, recipient))
        return "250 OK"


def kept(mail: EmailMessage, recipient: str) -> Kept:
    return Kept(
        channel="email",
        to=recipient,
        subject=str(mail["Subject"] or ""),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
    )


def listen(box: Box, host: str, port: int) -> Controller:
    """Starts taking mail in a thread of its own. Raises OSError when the port is in use."""
    # The controller itself would wait five seconds before it says that the port is in use.
    with socket.create_server((host, port)):
        pass
    controller = Controller(Incoming(box), hostname=host, port=port)
    controller.start()
    return controller


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
