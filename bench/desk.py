"""The desk's list with 10,000 open cases: milliseconds of the server for one page."""

import json
import subprocess
import sys
from statistics import quantiles

from bench import cores
from bench.house import House, house
from bench.size import Size
from bench.table import table

CASES = 10_000


def measure(size: Size, engine: str) -> str:
    """A table: the first page, a deep one, and some filters."""
    with house(engine) as built:
        _run(built, "fill", str(CASES), str(size.seed))
        took = json.loads(_run(built, "look", str(size.lists)))
    head = ("", "p50 ms", "p95 ms", "p99 ms", "processor p95 ms", "statements")
    return table(head, [_row(name, found) for name, found in took.items()])


def _row(name: str, found: dict[str, list[float]]) -> tuple[str, ...]:
    cuts = quantiles(found["ms"], n=100)
    worked = quantiles(found["processor"], n=100)[94]
    figures = (cuts[49], cuts[94], cuts[98], worked)
    return name, *(f"{one:.0f}" for one in figures), f"{max(found['statements']):.0f}"


def _run(built: House, *arguments: str) -> str:
    command = [sys.executable, "-m", "bench.desk_list", *arguments]
    done = subprocess.run(
        ["taskset", "-c", str(cores.MEASURED), *command],
        env=built.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout
