"""What others report of messages that they took; it waits here for the thread with the store.

Three sources put it in: receipts by SMPP, the SMS gateway's calls, and mails that came back.
"""

import threading
from dataclasses import dataclass
from functools import cache

from recupera.messages.outcomes import Outcome
from recupera.people import ChannelKind

MOST_WAITING = 10_000
LONGEST_NAME = 128


@dataclass(frozen=True)
class Report:
    """`name` is what we called the message, or what the other side called it on taking it."""

    name: str
    outcome: Outcome
    channel: ChannelKind


class Reports:
    """Reports of this process that are not yet written down; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Report] = []

    def add(self, report: Report) -> bool:
        """False when too many wait already: the other side should come again."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING or len(report.name) > LONGEST_NAME:
                return False
            self._waiting.append(report)
            return True

    def take(self) -> list[Report]:
        with self._lock:
            taken, self._waiting = self._waiting, []
        return taken


@cache
def incoming() -> Reports:
    """The one list of this process."""
    return Reports()
