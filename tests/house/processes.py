"""The real processes: the supervisor in demo mode, on free ports, in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil

from tests.house import engines
from tests.house.ports import free_address

READY = "Press Ctrl-C"
# Waits as long as a test needs to be too early once.
BRISK = {"budgets__datum_wait": '{"burst": 1, "period": 10}', "ticket_wait": "3"}


@dataclass
class House:
    """A running `recupera run --demo`; `lines` is all that it printed."""

    environment: dict[str, str]
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def portal(self) -> str:
        return "http://" + self.environment["RECUPERA_PORTAL_ADDRESS"]

    @property
    def mailbox(self) -> str:
        return "http://" + self.environment["RECUPERA_MAILBOX_ADDRESS"]

    @property
    def platform(self) -> str:
        return "http://" + self.environment["RECUPERA_PLATFORM_ADDRESS"]

    @property
    def desk(self) -> str:
        """By name: a passkey belongs to a host name."""
        return "http://localhost:" + self.environment["RECUPERA_DESK_ADDRESS"].rpartition(":")[2]

    @property
    def data(self) -> Path:
        return Path(self.environment["RECUPERA_DATA"])

    def wait_for(self, text: str, seconds: float = 90) -> str:
        """The first line that holds `text`; fails with all that was printed."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if text in line:
                    return line
            if self.process.poll() is not None:
                time.sleep(0.2)
                break
            time.sleep(0.05)
        found = [line for line in self.lines if text in line]
        if not found:
            raise AssertionError(f"no line with {text!r} in:\n" + "\n".join(self.lines))
        return found[0]

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another `recupera` command in the same house."""
        demo = {"RECUPERA_DEMO": "1", "RECUPERA_ORIGIN": self.portal}
        return recupera(*arguments, environment=self.environment | demo)

    def stop(self, number: int = signal.SIGINT, seconds: float = 60) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(seconds)


def messages(house: House) -> list[dict[str, Any]]:
    """The demo's mailbox, newest first: channel, to, subject, text, html, sent_at."""
    with urlopen(house.mailbox + "/api/messages", timeout=10) as response:
        found = json.load(response)
    assert isinstance(found, list)
    return found


def recupera(
    *arguments: str, environment: dict[str, str], **more: Any
) -> subprocess.CompletedProcess[str]:
    """One command, run to its end; in at most five minutes, as many others may run beside it."""
    command = [sys.executable, "-m", "recupera", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False, **more
    )


def ended(process: psutil.Process) -> bool:
    """Whether it is gone, or was left behind by whoever should ask how it ended."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def environment(data: Path, **options: str) -> dict[str, str]:
    """A whole environment: nothing of this process's own but the way to Python."""
    names = (
        "portal_address",
        "mailbox_address",
        "mailbox_smtp_address",
        "platform_address",
        "desk_address",
    )
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(engines.ROOT / "src"),
        "RECUPERA_DATA": str(data),
        # Journeys pay in passing; the shipped price is for visitors.
        "RECUPERA_WORK_COST": "50",
        **{f"RECUPERA_{name.upper()}": free_address() for name in names},
        **{f"RECUPERA_{name.upper()}": value for name, value in options.items()},
    }


@contextmanager
def running(surroundings: dict[str, str], *, ready: bool = True) -> Iterator[House]:
    """Starts the supervisor and, on the way out, ends it and everything it started."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "recupera", "run", "--demo"],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    house = House(surroundings, process)
    reader = threading.Thread(target=_collect, args=(house,), daemon=True)
    reader.start()
    try:
        if ready:
            house.wait_for(READY)
        yield house
    finally:
        try:
            house.stop()
        finally:
            process.kill()
            process.wait()
            reader.join(5)


def _collect(house: House) -> None:
    assert house.process.stdout is not None
    for line in house.process.stdout:
        house.lines.append(line.rstrip())
