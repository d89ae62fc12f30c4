"""Reads an operator's CSV file row by row, whatever it calls its columns."""

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

COLUMNS = (
    "id",
    "username",
    "name",
    "document_type",
    "document_number",
    "emails",
    "phones",
    "organisation",
    "role",
    "state",
    "password",
)
# A file may lack these without saying so.
OPTIONAL = ("id", "password")
UTF_8 = "utf-8-sig"
LONGEST_HEADER = 10_000


class BadFile(Exception):
    """The file as a whole cannot be imported: one sentence that says what to do."""


@dataclass(frozen=True)
class Layout:
    """How one file is to be read: `positions` has the place of each of our columns in a row."""

    path: Path
    encoding: str
    delimiter: str
    width: int
    positions: Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One row: `line` is where it starts (1 is the header), `fields` our columns, or None when
    the row has more or fewer fields than the header."""

    line: int
    fields: Mapping[str, str] | None


def layout(path: Path, *, mapping: Mapping[str, str], encoding: str = UTF_8) -> Layout:
    """Looks at the header. `mapping` is ours to theirs; "" says that the file has none.

    Raises BadFile.
    """
    for ours in mapping:
        if ours not in COLUMNS:
            raise BadFile(f"--map {ours}=…: there is no such column; ours are {', '.join(COLUMNS)}")
    with _opened(path, encoding) as file:
        first = file.readline(LONGEST_HEADER)
        if len(first) == LONGEST_HEADER:
            raise BadFile(f"{path} does not start with a line that names the columns")
        if not first.strip():
            raise BadFile(f"{path} is empty, or its first line is; it must name the columns")
        delimiter = ";" if first.count(";") > first.count(",") else ","
        file.seek(0)
        header = next(_records(path, file, delimiter))[1]
    return Layout(path, encoding, delimiter, len(header), _positions(path, header, mapping))


def rows(layout: Layout) -> Iterator[Row]:
    """Every row that is not blank, one at a time. Raises BadFile."""
    with _opened(layout.path, layout.encoding) as file:
        records = _records(layout.path, file, layout.delimiter)
        next(records)
        for line, fields in records:
            if any(field.strip() for field in fields):
                yield Row(line, _named(layout, fields))


def _records(path: Path, file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    line = 1
    try:
        for fields in reader:
            yield line, fields
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise BadFile(f"{path}, line {line}: {wrong}; is a quote not closed?") from wrong


def _named(layout: Layout, fields: list[str]) -> Mapping[str, str] | None:
    if len(fields) != layout.width:
        return None
    return {name: fields[position] for name, position in layout.positions.items()}


def _positions(path: Path, header: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    theirs = [name.strip().casefold() for name in header]
    wanted = {ours: mapping.get(ours, ours).strip().casefold() for ours in COLUMNS}
    for ours in OPTIONAL:
        if ours not in theirs and ours not in mapping:
            del wanted[ours]
    wanted = {ours: name for ours, name in wanted.items() if name}
    missing = [name for name in wanted.values() if name not in theirs]
    if missing:
        raise BadFile(
            f"{path} has no column {', '.join(missing)}; it has {', '.join(header)}. "
            "Say what yours are called with --map ours=theirs, or --map ours= where there is none"
        )
    twice = [name for name in wanted.values() if theirs.count(name) > 1]
    if twice:
        raise BadFile(f"{path} has more than one column {', '.join(twice)}")
    if "username" not in wanted:
        raise BadFile("--map username=: an account without user name cannot be imported")
    return {ours: theirs.index(name) for ours, name in wanted.items()}


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield file
    except UnicodeDecodeError as wrong:
        raise BadFile(
            f"{path} is not {encoding.removesuffix('-sig').upper()} (it has a byte "
            f"{wrong.object[wrong.start]:#04x}); if it comes from Excel or is Latin-1, "
            "try --encoding cp1252"
        ) from wrong
    except UnicodeError as wrong:
        raise BadFile(f"{path} cannot be read as {encoding}: {wrong}") from wrong
    except LookupError as wrong:
        raise BadFile(f"--encoding {encoding}: there is no such encoding") from wrong
    except OSError as wrong:
        raise BadFile(f"{path} cannot be read: {wrong.strerror}") from wrong
