"""Measures and writes docs/benchmarks.md: `bin/bench [--quick] [NAME …]`.

What one run measures stands in build/bench/ until the next, so that one figure can be measured
anew without the others.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import cases, cores, delivery, desk, directory, finding, setting, working
from bench.report import write_report
from bench.size import QUICK, WHOLE, Size
from tests.house import engines

KEPT = engines.ROOT / "build" / "bench"
FIGURES: dict[str, Callable[[Size, str], str]] = {
    "finding": finding.measure,
    "working": working.measure,
    "delivery": delivery.measure,
    "directory": directory.measure,
    "setting": setting.measure,
    "cases": cases.measure,
    "desk": desk.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FIGURES))
    parser.add_argument("--quick", action="store_true", help="a few minutes, rougher figures")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="only this one")
    given = parser.parse_args()
    unknown = set(given.names) - set(FIGURES)
    if unknown:
        parser.error(f"there is no figure {', '.join(unknown)}")
    os.sched_setaffinity(0, {cores.LOAD})
    try:
        for name in given.names or FIGURES:
            for engine in [given.engine] if given.engine else ["sqlite", "postgresql"]:
                _measure(name, engine, quick=given.quick)
    finally:
        engines.stop()
    write_report(KEPT, engines.ROOT / "docs" / "benchmarks.md")


def _measure(name: str, engine: str, *, quick: bool) -> None:
    print(f"{name} on {engine} …", file=sys.stderr, flush=True)
    began, load = time.monotonic(), os.getloadavg()[0]
    told = FIGURES[name](QUICK if quick else WHOLE, engine)
    command = f"bin/bench {name} --engine {engine}" + (" --quick" if quick else "")
    KEPT.mkdir(parents=True, exist_ok=True)
    minutes = (time.monotonic() - began) / 60
    Path(KEPT / f"{name}-{engine}.md").write_text(
        f"`{command}` ({minutes:.0f} minutes; other load on the machine when it began: "
        f"{load:.1f} processes)\n\n{told}",
        "utf-8",
    )
    print(told, flush=True)


if __name__ == "__main__":
    main()
