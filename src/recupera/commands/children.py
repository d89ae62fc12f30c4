"""The processes that `recupera run` starts: their output, their restarts, their end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from threading import Event, Lock

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
# A child that ran this long was well; its next crash counts as the first.
WELL_AFTER = 60.0
PATIENCE = 8.0

_printing = Lock()


def say(line: str, *, name: str = "recupera") -> None:
    """One whole line of one process, whatever the others print meanwhile."""
    with _printing:
        print(f"{name:<8} | {line}", flush=True)


def spawn(*arguments: str) -> subprocess.Popen[str]:
    """A `recupera` command in a session of its own: Ctrl-C reaches it only through us."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "recupera", "--with-parent", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


@dataclass
class Child:
    """One door under supervision."""

    name: str
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    crashes: int = 0
    readers: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self.process = spawn(self.name)
        self.started_at = time.monotonic()
        reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        reader.start()
        self.readers = [reader]

    def look(self) -> None:
        """Notes a crash, and starts again once the delay is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self._crashed(self.process, now)
        if self.process is None and now >= self.restart_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop_by(self, deadline: float) -> None:
        """Waits until then, and ends whatever is left of the child's own processes."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say("did not stop in time and was killed", name=self.name)
        _kill_session(self.process)
        for reader in self.readers:
            reader.join(1)

    def _crashed(self, process: subprocess.Popen[str], now: float) -> None:
        # What it forked must go too, or its port stays taken.
        _kill_session(process)
        well = now - self.started_at > WELL_AFTER
        self.crashes = 1 if well else self.crashes + 1
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.crashes - 1))
        say(
            f"ended with status {process.returncode}; starting again in {delay:g} s", name=self.name
        )
        self.process, self.restart_at = None, now + delay

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            say(line.rstrip(), name=self.name)


def keep_running(children: list[Child], until: Event) -> None:
    """Restarts what crashes until the event is set, then stops everything within seconds."""
    try:
        while not until.wait(0.2):
            for child in children:
                child.look()
    finally:
        stop(children)


def stop(children: list[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.stop_by(deadline)


def _kill_session(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
