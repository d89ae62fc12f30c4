"""When an envelope came and when it was taken, both by the database's clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Moment:
    """`inserted_at` is what a code's age is judged by; `now` is when the worker took it."""

    envelope: str
    inserted_at: datetime
    now: datetime
