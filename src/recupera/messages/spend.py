"""What text messages may cost: at most so many in an hour and in a day, over all senders.

The threads that send only count in memory; the thread that meets the store writes the count
down at its turns and learns what other senders sent. Several senders can together exceed the
limit by what they send within one tick.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db import transaction
from django.db.models import F, Q, Sum

from recupera.messages.models import SmsCount
from recupera.messages.outcomes import NotNow
from recupera.options import current

log = logging.getLogger("recupera.sender")

# The count's grain: an hour ends up to this much late, never early.
GRAIN = timedelta(minutes=5)
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
WARN_FROM = 0.8


@dataclass(frozen=True)
class _Window:
    name: str
    most: int
    used: int

    @property
    def level(self) -> int:
        """0 quiet, 1 nearly spent, 2 spent."""
        return 2 if self.used >= self.most else int(self.used >= WARN_FROM * self.most)


class Meter:
    """Counts this process's text messages; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._unwritten = 0
        self._known: tuple[int, int] | None = None
        self._told: dict[str, int] = {}

    def take(self, *, notice: bool = False) -> None:
        """One text message more. Raises NotNow when the hour's or the day's are spent.

        A notice counts like any other, and goes out also when they are.
        """
        with self._lock:
            if not notice and self._spent():
                raise NotNow("sms: spending limit")
            self._unwritten += 1

    def give_back(self) -> None:
        """The last one was certainly not sent."""
        with self._lock:
            self._unwritten -= 1

    def write_down(self, now: datetime) -> None:
        """Adds what was counted since, reads the sums, and raises the alarm at a new level."""
        with self._lock:
            mine, self._unwritten = self._unwritten, 0
        try:
            known = _add(mine, now)
        except Exception:
            with self._lock:
                self._unwritten += mine
            raise
        with self._lock:
            self._known = known
            windows = self._windows()
        for window in windows:
            self._tell(window)

    def _spent(self) -> bool:
        return self._known is None or any(window.level == 2 for window in self._windows())

    def _windows(self) -> tuple[_Window, _Window]:
        hour, day = self._known or (0, 0)
        options = current()
        return (
            _Window("hour", options.sms_per_hour, hour + self._unwritten),
            _Window("day", options.sms_per_day, day + self._unwritten),
        )

    def _tell(self, window: _Window) -> None:
        """Once per level, so that the alarm is a line and not a flood."""
        if window.level > self._told.get(window.name, 0):
            option = f"RECUPERA_SMS_PER_{window.name.upper()}={window.most}"
            if window.level == 2:
                log.error("alarm: %s is spent; text messages are held back", option)
            else:
                log.warning("alarm: %d of %s are spent", window.used, option)
        self._told[window.name] = window.level


@cache
def meter() -> Meter:
    """The one meter of this process."""
    return Meter()


def purge(now: datetime) -> None:
    """Deletes counts that no window needs any more."""
    SmsCount.objects.filter(since__lt=now - DAY - 2 * GRAIN).delete()


def _add(count: int, now: datetime) -> tuple[int, int]:
    """Always the same statements; returns the sums of the hour and of the day."""
    seconds = GRAIN.total_seconds()
    since = datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
    with transaction.atomic("vault"):
        SmsCount.objects.bulk_create([SmsCount(since=since)], ignore_conflicts=True)
        SmsCount.objects.filter(since=since).update(count=F("count") + count)
        return _sums(now)


def share(now: datetime) -> float:
    """How much of the hour's or the day's limit is used, the greater; 0 where none is allowed."""
    hour, day = _sums(now)
    options = current()
    limits = ((hour, options.sms_per_hour), (day, options.sms_per_day))
    return max((used / most for used, most in limits if most), default=0.0)


def _sums(now: datetime) -> tuple[int, int]:
    sums = SmsCount.objects.aggregate(
        hour=Sum("count", filter=Q(since__gt=now - HOUR - GRAIN)),
        day=Sum("count", filter=Q(since__gt=now - DAY - GRAIN)),
    )
    return sums["hour"] or 0, sums["day"] or 0
