"""Imports a growing directory and looks data up in it at every size."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from bench import cores
from bench.house import House, house
from bench.persons import write_file
from bench.size import Size
from bench.table import table

CORES = f"{cores.MEASURED},{cores.LOAD}"
RECUPERA = (sys.executable, "-m", "recupera")


@dataclass(frozen=True)
class Import:
    """One file imported: seconds by the clock and of the processors, the largest process in MiB."""

    rows: int
    seconds: float
    processor: float
    peak: float


def measure(size: Size, engine: str) -> str:
    """Import speed and memory, and what a look-up costs, at each number of accounts."""
    imports, looks = [], []
    with house(engine) as built:
        for before, accounts in pairwise((0, *size.directories)):
            imports.append(_import(built, range(before, accounts)))
            looks.append(_look_up(built, accounts, size))
            print(f"  {accounts:,} accounts: {imports[-1]}", file=sys.stderr, flush=True)
        vault = built.stores()["vault"] / size.directories[-1]
    return _told(size, imports, looks) + f"\nThe vault takes {vault:,.0f} bytes per account.\n"


def _import(built: House, persons: range) -> Import:
    """Only what is new; so the last import meets a directory that is large already.

    On all the cores, and in as many processes, as an operator's import would be.
    """
    path = built.data / "accounts.csv"
    write_file(path, persons)
    began = time.monotonic()
    process = subprocess.Popen(
        ["taskset", "-c", CORES, *RECUPERA, "directory", "import", str(path)],
        env=built.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    told = dict(line.split() for line in process.stdout.read().splitlines()[1:])
    _, status, used = os.wait4(process.pid, 0)
    path.unlink()
    if status or told["new"] != f"{len(persons):,}":
        raise RuntimeError(f"the import failed: {told}")
    processor = used.ru_utime + used.ru_stime
    return Import(len(persons), time.monotonic() - began, processor, used.ru_maxrss / 1024)


def _look_up(built: House, accounts: int, size: Size) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "bench.look_up", *map(str, (accounts, size.look_ups))]
    done = subprocess.run(
        ["taskset", "-c", str(cores.MEASURED), *command, str(size.seed)],
        env=built.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def _told(size: Size, imports: list[Import], looks: list[dict[str, list[float]]]) -> str:
    head = ("accounts", "known, ms", "unknown, ms", "p99 of all", "rows/s", "per core", "peak MiB")
    rows = [
        (
            f"{accounts:,}",
            f"{median(look['known']):.2f}",
            f"{median(look['unknown']):.2f}",
            f"{quantiles(look['known'] + look['unknown'], n=100)[98]:.2f}",
            f"{one.rows / one.seconds:,.0f}",
            f"{one.rows / one.processor:,.0f}",
            f"{one.peak:.0f}",
        )
        for accounts, one, look in zip(size.directories, imports, looks, strict=True)
    ]
    return table(head, rows)
