"""A CSV file of any number of invented persons, each with a datum of every kind."""

import csv
from pathlib import Path

from recupera.directories.embedded.csv_file import COLUMNS

HEAD = tuple(name for name in COLUMNS if name != "password")


def email(number: int) -> str:
    return f"person{number}@example.com"


def document(number: int) -> str:
    return str(1_000_000_000 + number)


def write_file(path: Path, persons: range) -> None:
    """Four data per person, as most accounts have them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(_row(number) for number in persons)


def _row(number: int) -> tuple[str, ...]:
    return (
        f"p-{number}",
        f"person{number}",
        f"Inés Peña Número {number}",
        "CC",
        document(number),
        email(number),
        f"3{number:09}",
        f"Alcaldía de Duitama {number % 1_100}",
        "comprador" if number % 3 else "proveedor",
        "active" if number % 20 else "inactive",
    )
