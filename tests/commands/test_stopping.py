"""A process that is told to stop stops, at whatever instant it was told."""

import subprocess
import sys

from tests.house.engines import ROOT

TOLD_WHILE_IT_LOOKS = """
import signal
from recupera.stopping import Stopping
stop = Stopping(signal.SIGTERM, signal.SIGHUP)
# What `wait` holds for an instant at each look.
with stop._cond:
    signal.raise_signal(signal.SIGHUP)
print(stop.wait(10), stop.by)
"""


def test_a_signal_in_the_middle_of_a_look_is_not_waited_for_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD_WHILE_IT_LOOKS],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.stdout == "True SIGHUP\n"
