"""What a new password costs the worker beside the bare Argon2id hash."""

import json
import statistics
import subprocess
import sys

from bench import cores
from bench.house import house
from bench.size import Size
from bench.working import fill


def measure(size: Size, engine: str) -> str:
    """Medians, as the processor may be taken away in the middle of a hash."""
    with house(engine) as built:
        fill(built, size.passwords * 2)
        done = subprocess.run(
            [
                *("taskset", "-c", str(cores.MEASURED), sys.executable),
                *("-m", "bench.sets", str(size.passwords)),
            ],
            env=built.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    costs = json.loads(done.stdout)
    act, bare = statistics.median(costs["acts"]), statistics.median(costs["bare"])
    return (
        f"A core sets {1 / act:,.1f} passwords a second: {act * 1000:.1f} ms of the worker for "
        f"one, of which the bare Argon2id hash is {bare * 1000:.1f} ms ({bare / act:.0%}; aim "
        f"90 %). {size.passwords} of each, turn about, medians.\n"
    )
