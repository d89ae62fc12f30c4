"""One figure: what it says in a picture, in a table and in a file."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recupera.desk.supervision.chart import Chart

Cell = str | int | float
# A spreadsheet takes what begins so for a formula (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Figure:
    """`slug` stands in addresses; `notes` are sentences under the picture."""

    slug: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    chart: Chart | None = None
    notes: Sequence[str] = field(default=())

    @property
    def csv(self) -> str:
        """With a mark in front by which spreadsheets know UTF-8."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(_guarded(self.columns))
        writer.writerows(_guarded(row) for row in self.rows)
        return "\ufeff" + out.getvalue()


def _guarded(row: Iterable[Cell]) -> list[Cell]:
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row
    ]
