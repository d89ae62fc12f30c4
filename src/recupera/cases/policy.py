"""What may be done with a case in which state. Pure: no database, no clock, no framework.

The diagram stands in `cases.models`, and a test compares it with `MOVES`.
"""

from datetime import timedelta
from enum import StrEnum

# Answered or closed, it can be taken up again for so long.
AFTERWARDS = timedelta(days=30)
# How long the code of an acknowledgement confirms an e-mail, and how often it may be guessed at,
# over all enquiries: whoever typed another's address has the case, and not the mailbox.
CONFIRMS_FOR = timedelta(hours=24)
MOST_GUESSES = 25
# A portal takes the time of receipt and leaves the envelope in one breath.
MOST_BEFORE = timedelta(minutes=5)
MOST_AFTER = timedelta(seconds=2)


class Act(StrEnum):
    """What can be done with a case. LAPSE: its time is over without anybody doing anything."""

    ASK = "ask"
    ANSWER = "answer"
    ADD = "add"
    CLOSE = "close"
    REOPEN = "reopen"
    LAPSE = "lapse"


MOVES = {
    ("open", Act.ASK): "waiting",
    ("open", Act.ANSWER): "answered",
    ("open", Act.ADD): "open",
    ("open", Act.CLOSE): "closed",
    ("waiting", Act.ADD): "open",
    ("waiting", Act.CLOSE): "closed",
    ("waiting", Act.LAPSE): "closed",
    ("answered", Act.ADD): "open",
    ("answered", Act.REOPEN): "open",
    ("answered", Act.CLOSE): "closed",
    ("answered", Act.LAPSE): "closed",
    ("closed", Act.REOPEN): "open",
}


def after(state: str, act: Act) -> str | None:
    """The state that `act` leads to; None where it cannot be done."""
    return MOVES.get((state, act))
