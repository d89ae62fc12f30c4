"""Asks the mail server for its greeting on a fixed beat, and writes down when it gave one.

Not told from messages that fail: only real messages can fail, so whoever saw the difference
would know that an account exists. This asks whether or not anything is to be sent.
"""

import smtplib
import ssl
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from recupera.messages.pulse.models import Beat
from recupera.options import current

EVERY = 30.0
# A greeting is one line; a server that takes longer keeps people waiting as well.
PATIENCE = 10.0


def answers(url: str) -> bool:
    """Whether a mail server greets there; speaks TLS first where the address says smtps."""
    parts = urlsplit(url)
    try:
        with _client(parts.scheme) as client:
            code, _ = client.connect(parts.hostname or "", parts.port or 25)
            return code == 220
    except (OSError, smtplib.SMTPException):
        return False


@dataclass
class Pulse:
    """A thread asks; the sender's own thread, which alone meets the database, writes."""

    answered_at: datetime | None = None
    written: datetime | None = None

    def begin(self, stop: threading.Event) -> "Pulse":
        threading.Thread(target=self._ask, args=(stop,), name="pulse", daemon=True).start()
        return self

    def write_down(self, now: datetime) -> Counter[str]:
        """At most one small write per beat; nothing for the log."""
        latest = self.answered_at
        if latest and latest != self.written:
            Beat.objects.update_or_create(id=1, defaults={"answered_at": latest})
            self.written = latest
        return Counter()

    def _ask(self, stop: threading.Event) -> None:
        while not stop.is_set():
            if answers(current().smtp_url):
                self.answered_at = datetime.now(UTC)
            stop.wait(EVERY)


def _client(scheme: str) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(timeout=PATIENCE, context=ssl.create_default_context())
    return smtplib.SMTP(timeout=PATIENCE)
