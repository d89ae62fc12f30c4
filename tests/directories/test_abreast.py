"""Batches done in several processes come back whole and in order, and end with their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recupera.directories.embedded.abreast import abreast

SOURCE = str(Path(__file__).parents[2] / "src")
# Two batches are begun, by two processes that then sleep; their ids are on the first lines.
PARENT = """
import os, time
from recupera.directories.embedded.abreast import abreast

def sleep(batch):
    print(os.getpid(), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    os.sched_getaffinity = lambda _: {0, 1, 2}
    list(abreast(sleep, [1, 2, 3]))
"""


@pytest.mark.parametrize("cores", [{0}, {0, 1}])
@pytest.mark.parametrize("batches", [0, 1, 7])
def test_batches_come_back_in_order(
    monkeypatch: pytest.MonkeyPatch, cores: set[int], batches: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: cores)
    assert list(abreast(hex, range(batches))) == [hex(one) for one in range(batches)]


def test_what_a_batch_raises_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with pytest.raises(ValueError, match="invalid literal"):
        list(abreast(int, ["1", "x", "3"]))


def test_no_process_outlives_a_killed_import(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, "utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    children = [int(parent.stdout.readline()) for _ in range(2)]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 30
    while any(_lives(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_lives(child) for child in children)


def _lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    # A zombie that nobody has buried yet does nothing any more.
    return status.rpartition(")")[2].split()[0] != "Z"
