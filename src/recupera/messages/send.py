"""The sender: at every tick it settles what was handed over and leases what is due.

Only this thread meets the database. The pool's threads open, write and send, so that a mail
server that hangs holds its own message and no other.
"""

import logging
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import Error as StoreError
from django.db import close_old_connections, connections

from recupera.messages import lease
from recupera.messages.deliver import deliver
from recupera.messages.kept_outcomes import End, keep
from recupera.messages.lease import Leased
from recupera.messages.outcomes import Never, NotNow, Outcome, Unsure
from recupera.messages.pulse.feel import Pulse
from recupera.messages.reports import Report, incoming
from recupera.messages.spend import meter
from recupera.options import current
from recupera.stopping import Stopping

log = logging.getLogger("recupera.sender")

# Seconds before the second try, the third, and so on; the last one repeats.
DELAYS = (2, 5, 15, 30, 60)
JITTER = 0.2
# What one thread may have in hand: null rows pass in well under a millisecond.
PER_THREAD = 32
# How long a report may be ahead of the settling of its message; then nobody knows it.
EARLY = timedelta(seconds=60)
# How long a sender that was told to stop waits for mails that are on their way.
LAST_CALL = 5.0


@dataclass
class Sender:
    """One sender's hands: the pool and what it is sending."""

    pool: ThreadPoolExecutor
    most: int
    flying: dict[Future[End], Leased] = field(default_factory=dict)
    heard: list[tuple[datetime, Report]] = field(default_factory=list)

    def turn(self, now: datetime) -> Counter[str]:
        """Settles, hears, keeps, takes; returns how many rows met which end, for the log."""
        met = self.settle(now) + self.hear(now)
        for token in {row.token for row in self.flying.values()}:
            rows = [row.id for row in self.flying.values() if row.token == token]
            lease.renew(token, rows, now=now)
        taken = lease.take(now, most=self.most - len(self.flying))
        if taken or met:
            # For null rows as well, and before the first text message: it must know the sums.
            meter().write_down(now)
        for row in taken:
            self.flying[self.pool.submit(deliver, row)] = row
            met["taken"] += 1
        return met

    def settle(self, now: datetime) -> Counter[str]:
        """Writes down what the finished sendings came to; forgets them only once written."""
        done = {future: row for future, row in self.flying.items() if future.done()}
        ends = [(row, _end(future)) for future, row in done.items()]
        good = [(row, end) for row, end in ends if isinstance(end, End)]
        met = Counter({"sent": lease.settle(good, now=now)} if good else {})
        for row, wrong in ends:
            if not isinstance(wrong, End):
                met[_failed(row, wrong, now=now)] += 1
        for future in done:
            del self.flying[future]
        return met

    def hear(self, now: datetime) -> Counter[str]:
        """Writes down what was reported; a report may be here before its message is settled."""
        self.heard += [(now, report) for report in incoming().take()]
        early = keep([report for _, report in self.heard], at=now)
        met = Counter({"reported": len(self.heard) - len(early)} if self.heard else {})
        self.heard = [(at, one) for at, one in self.heard if one in early and now - at < EARLY]
        return +met


def tick() -> Counter[str]:
    """One whole turn that waits for its sendings; returns how many rows met which end."""
    options = current()
    with ThreadPoolExecutor(options.sender_threads) as pool:
        sender = Sender(pool, most=options.sender_threads * PER_THREAD)
        met = sender.turn(datetime.now(UTC))
        wait(sender.flying)
        met += sender.settle(datetime.now(UTC))
        meter().write_down(datetime.now(UTC))
        return met


def forever(stop: threading.Event | None = None) -> None:
    """Ticks until `stop`, SIGTERM or SIGINT, then lets what is on its way arrive."""
    options, stop = current(), stop or Stopping()
    pool = ThreadPoolExecutor(options.sender_threads, thread_name_prefix="send")
    sender = Sender(pool, most=options.sender_threads * PER_THREAD)
    pulse = Pulse().begin(stop)
    while not stop.wait(_until_next(options.sender_tick)):
        _guarded(sender.turn)
        _guarded(pulse.write_down)
    pool.shutdown(wait=False, cancel_futures=True)
    wait(sender.flying, timeout=LAST_CALL)
    _guarded(sender.settle)
    _guarded(sender.hear)
    _guarded(_count)
    connections.close_all()
    if sender.flying:
        # A thread inside a mail server that hangs cannot be ended, and leaving Python would
        # wait for it. Its row comes back when the lease ends, as after any death.
        os._exit(0)


def _guarded(step: Callable[[datetime], Counter[str]]) -> None:
    """One step and at most one line about it; a database that is away is tried again."""
    try:
        if met := step(datetime.now(UTC)):
            level = logging.INFO if set(met) <= {"taken", "sent"} else logging.WARNING
            log.log(level, " ".join(f"{name}={count}" for name, count in sorted(met.items())))
    except StoreError as wrong:
        log.warning("database: %s", type(wrong).__name__)
        close_old_connections()


def _count(now: datetime) -> Counter[str]:
    meter().write_down(now)
    return Counter()


def _end(future: Future[End]) -> End | BaseException:
    """How the sending ended, or what it raised; one that never began may begin elsewhere."""
    if future.cancelled():
        return NotNow("stopped")
    return future.exception() or future.result()


def _failed(row: Leased, wrong: BaseException, *, now: datetime) -> str:
    """Puts the row back or gives it up; returns the outcome's name for the log."""
    again = now + timedelta(seconds=_delay(row.tries))
    unsure = isinstance(wrong, Unsure)
    hopeless = isinstance(wrong, Never) or (unsure and row.repeats > 0)
    reason = str(wrong) if isinstance(wrong, Never | NotNow | Unsure) else type(wrong).__name__
    if hopeless or not lease.in_time(row.expires_at, again):
        outcome = Outcome.REFUSED if isinstance(wrong, Never) else Outcome.LATE
        end = End(Outcome.UNSURE if unsure or row.repeats else outcome)
        lease.give_up(row, end, now=now)
        return f"gone[{reason}]"
    lease.put_back(row, not_before=again, unsure=unsure)
    return f"later[{reason}]"


def _delay(tries: int) -> float:
    """Seconds to wait after the given number of tries, 1 being the first."""
    planned = DELAYS[min(tries, len(DELAYS)) - 1]
    return planned * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


def _until_next(tick: float) -> float:
    """Seconds to the next point of the grid, which does not move with the work done."""
    return tick - time.time() % tick
