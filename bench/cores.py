"""Which core a process may use, and how much processor time it used."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

# What is measured has the first core for itself; load, database and mail sink share the last.
MEASURED = min(os.sched_getaffinity(0))
LOAD = max(os.sched_getaffinity(0))


def family(root: int) -> list[int]:
    """The process and everything it started that still runs."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(fields[1])
    found = [root]
    for member in found:
        found += [pid for pid, parent in parents.items() if parent == member]
    return found


def seconds_used(processes: Iterable[int]) -> float:
    """Processor seconds that these processes used so far; one that ended counts no more."""
    return sum(_used(pid) for pid in processes)


def pin(processes: Iterable[int], core: int) -> None:
    """Moves whole processes, every thread of them, to one core."""
    for pid in processes:
        for thread in Path(f"/proc/{pid}/task").glob("*"):
            os.sched_setaffinity(int(thread.name), {core})


def _used(pid: int) -> float:
    # The processor clock of another process (clock_getcpuclockid(3)): exact to the nanosecond,
    # where /proc counts hundredths of a second.
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0
