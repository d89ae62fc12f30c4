"""Too many wrong factors in a day: read by the desk, written by the worker."""

from datetime import datetime

from recupera.agents import tally

MOST_WRONG = 10
WRONG = "factor!refused"
UNLOCKED = "factor!unlocked"


def locked(agent: str, now: datetime) -> bool:
    """Whether nothing of this agent's is judged any more today."""
    allowed = MOST_WRONG * (1 + tally.today(agent, UNLOCKED, now))
    return tally.today(agent, WRONG, now) >= allowed


def unlock(agent: str, now: datetime) -> None:
    """Gives ten tries more today; what was wrong stays counted."""
    tally.count(agent, UNLOCKED, now)
