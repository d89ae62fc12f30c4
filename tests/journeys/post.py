"""Real mail and real text messages of one house, in one list: what arrived, where, for whom."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from smpplib.gsm import GSM_CHARACTER_TABLE

from recupera.agents.demo import STAFF
from tests.house.smtp import Smtp, mail_server
from tests.messages.smpp_server import Smsc, smsc

REFERENCE = re.compile(r"\b[B-Z][2-9][B-Z][2-9]\b")
AGENTS = {one.email for one in STAFF}
CODE = re.compile(r"\b\d{4} \d{4}\b")


@dataclass(frozen=True)
class Arrived:
    """One message as it came over the wire; `text` is its plain text, `html` empty for an SMS."""

    to: str
    text: str
    reference: str
    code: str
    html: str = ""


@dataclass(frozen=True)
class Post:
    """A mail server and an SMPP server; `options` makes a house use both."""

    smtp: Smtp
    smsc: Smsc

    @property
    def options(self) -> dict[str, str]:
        return {"smtp_url": self.smtp.url, "sms_url": self.smsc.url}

    def arrived(self) -> list[Arrived]:
        """What came for persons: agents are told each morning which terms run out."""
        mails = [one for one in list(self.smtp.received) if one["To"] not in AGENTS]
        return [*map(_mail, mails), *map(_sms, list(self.smsc.got))]

    def of(self, reference: str, but: Sequence[Arrived] = ()) -> list[Arrived]:
        """`but` is what was here before: an earlier enquiry may have the same four characters."""
        return [one for one in self.arrived() if one.reference == reference and one not in but]

    def wait(
        self, reference: str, number: int, but: Sequence[Arrived] = (), seconds: float = 90
    ) -> list[Arrived]:
        """What came for one enquiry, once `number` messages have, or when time is over."""
        deadline = time.monotonic() + seconds
        while len(found := self.of(reference, but)) < number and time.monotonic() < deadline:
            time.sleep(0.1)
        return found


@contextmanager
def post() -> Iterator[Post]:
    with mail_server() as smtp, smsc() as texts:
        yield Post(smtp, texts)


def _mail(message: EmailMessage) -> Arrived:
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert rich
    text = plain.get_content()
    return _arrived(str(message["To"]), str(message["Subject"]), text, rich.get_content())


def _sms(event: Any) -> Arrived:
    text = _letters(bytes(event.short_message))
    return _arrived("+" + str(event.destination_addr).lstrip("+"), text, text)


def _arrived(to: str, named: str, text: str, html: str = "") -> Arrived:
    reference, code = REFERENCE.search(named), CODE.search(text)
    assert reference, named
    assert code, text
    return Arrived(to, text, reference[0], code[0], html)


def _letters(sent: bytes) -> str:
    """GSM 03.38, the basic alphabet."""
    return "".join(GSM_CHARACTER_TABLE[one] for one in sent)
