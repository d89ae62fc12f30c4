"""Where the problems of an import go: the first to the screen, all to a file if wished."""

import csv
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from recupera.commands.main import Stop

if TYPE_CHECKING:
    from recupera.directories.embedded.prepare import Problem

# More problems than this are counted on the screen and listed only in the report.
SHOWN = 20


class ImportReport:
    """Hears of every problem and repeats nothing of what stands in the row."""

    def __init__(self, stack: ExitStack, path: Path | None) -> None:
        self._told = 0
        self._writer = None
        if path:
            try:
                file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            except OSError as wrong:
                raise Stop(f"--report {path} cannot be written: {wrong.strerror}") from wrong
            self._writer = csv.writer(file)
            self._writer.writerow(("line", "result", "column", "reason"))

    def tell(self, problem: "Problem") -> None:
        result = "refused" if problem.refused else "warning"
        if self._writer:
            self._writer.writerow((problem.line, result, problem.column, problem.reason))
        self._told += 1
        if self._told <= SHOWN:
            line = f"line {problem.line}: {result}: {problem.column} {problem.reason}"
            print(line, file=sys.stderr)

    def finish(self) -> None:
        if self._told > SHOWN:
            print(f"… and {self._told - SHOWN:,} more; --report lists all", file=sys.stderr)
