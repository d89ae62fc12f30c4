"""The parent's side of the child: starts it, feeds it, ends it, and believes nothing it says."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import recupera
from recupera.files.findings import Finding
from recupera.files.kinds import IMAGES, Kind, kind_of

# More than its seconds of processor time, for a machine that is busy.
WALL_SECONDS = 60.0
# What an image may have become, and the line in front of it.
MOST_OUT = 48 * 1024 * 1024 + 64
REDRAWN = (Finding.REDRAWN, Finding.FIRST_PAGE)
# Where this package lies, and nothing else of this process's surroundings.
SURROUNDINGS = {"PYTHONPATH": str(Path(recupera.__file__).parents[1]), "LC_ALL": "C.UTF-8"}


class Died(Exception):
    """The child could not be started, or ended without an answer.

    The file may have done it, or a machine short of memory: it is tried again before it is blamed.
    """


@dataclass(frozen=True)
class Looked:
    """What the child found; `body` is an image drawn anew, or None: the file as it came."""

    finding: Finding | None
    body: bytes | None = None


def look(content: bytes, kind: Kind, *, seconds: float = WALL_SECONDS) -> Looked:
    """Looks into a file in a process of its own. Raises Died."""
    process = _started()
    assert process.stdin is not None
    assert process.stdout is not None
    timer = threading.Timer(seconds, _end, [process])
    feeder = threading.Thread(target=_feed, args=(process.stdin, kind, content), daemon=True)
    timer.start()
    feeder.start()
    try:
        said = process.stdout.read(MOST_OUT + 1)
        # It may have said its all and not end.
        code = process.wait(seconds) if len(said) <= MOST_OUT else -1
    except subprocess.TimeoutExpired:
        code = -1
    finally:
        timer.cancel()
        _end(process)
        feeder.join()
        process.stdout.close()
    if code != 0:
        raise Died(f"status {code}")
    return _believed(said, kind)


def _started() -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "recupera.scanner.inside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=SURROUNDINGS,
            cwd="/",
            start_new_session=True,
        )
    except OSError as refused:
        raise Died(type(refused).__name__) from refused


def _believed(said: bytes, kind: Kind) -> Looked:
    """Whoever took the child over says what they like: it must be an answer, and an image one."""
    line, _, body = said.partition(b"\n")
    try:
        finding = Finding(line.decode()) if line else None
    except ValueError:
        return Looked(Finding.UNREADABLE)
    if kind not in IMAGES:
        return Looked(finding) if finding not in REDRAWN and not body else BROKEN
    if finding not in REDRAWN:
        return Looked(finding or Finding.UNREADABLE)
    return Looked(finding, body) if kind_of(body) in (Kind.JPEG, Kind.PNG) else BROKEN


BROKEN = Looked(Finding.UNREADABLE)


def _feed(pipe: IO[bytes], kind: Kind, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(kind.value.encode() + b"\n" + content)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
