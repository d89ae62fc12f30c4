"""Takes mails that came back, by SMTP, and keeps of each which message it was about and how.

A delivery status (RFC 3464) carries the returned message's headers, and with them the name that
we gave it. A sender address per message (VERP) would say it too, but every message would look
new to greylisting, and a code cannot wait for that.
"""

import re
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

from recupera.messages.outcomes import Outcome
from recupera.messages.reports import Report, Reports, incoming
from recupera.people import ChannelKind

MOST_BYTES = 256 * 1024
# RFC 3464, 2.3.3; `delayed`, `relayed` and `expanded` are not the end.
FINAL = {"failed": Outcome.FAILED, "delivered": Outcome.DELIVERED}
MESSAGE_ID = re.compile(r"^message-id:\s*<([0-9a-f]{32})@", re.IGNORECASE | re.MULTILINE)


class Incoming:
    """aiosmtpd's handler: every mail is taken, so that none comes back to its sender again."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports

    async def handle_DATA(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope
    ) -> str:
        report = read(envelope.original_content or b"")
        if report is None or self._reports.add(report):
            return "250 OK"
        return "451 4.3.1 later"


class _Controller(Controller):
    def factory(self) -> SMTP:
        return SMTP(self.handler, data_size_limit=MOST_BYTES, hostname="recupera", timeout=30)


def listen(host: str, port: int) -> Controller:
    """Takes bounces in a thread of its own. Raises OSError when the port is in use."""
    # The controller itself would wait five seconds before it says that the port is in use.
    with socket.create_server((host, port)):
        pass
    controller = _Controller(Incoming(incoming()), hostname=host, port=port)
    controller.start()
    return controller


def read(content: bytes) -> Report | None:
    """What a delivery status says of a mail of ours; None for every other mail.

    Vacation notes and the like come to the same address and are no delivery status.
    """
    mail = message_from_bytes(content, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    outcome = FINAL.get(_action(mail))
    named = MESSAGE_ID.search(_returned(mail))
    return Report(named[1].lower(), outcome, ChannelKind.EMAIL) if named and outcome else None


def _action(mail: EmailMessage) -> str:
    """The Action of the one recipient; our mails never have more."""
    for part in _parts(mail, "message/delivery-status"):
        for block in part.get_payload():
            action = block.get("Action") if isinstance(block, Message) else None
            if action:
                return str(action).strip().lower()
    return ""


def _returned(mail: EmailMessage) -> str:
    """The returned message's headers, whether it came whole or only with these."""
    for part in _parts(mail, "message/rfc822"):
        inner = part.get_payload(0)
        if isinstance(inner, Message):
            return f"Message-ID: {inner.get('Message-ID', '')}"
    for part in _parts(mail, "text/rfc822-headers"):
        return str(part.get_payload(decode=False))
    return ""


def _parts(mail: EmailMessage, kind: str) -> list[Any]:
    return [part for part in mail.iter_parts() if part.get_content_type() == kind]
