"""CSV files as operators make them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

HEADER = (
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
)


def row(number: int, **changes: str) -> dict[str, str]:
    return {
        "id": f"account-{number}",
        "username": f"person{number}",
        "name": f"Persona Ñ {number}",
        "document_type": "CC",
        "document_number": str(20_000_000 + number),
        "emails": f"person{number}@example.com",
        "phones": f"3{number:09}",
        "organisation": f"Entidad {number}",
        "role": "comprador",
        "state": "activo",
    } | changes


def rows(number: int) -> Iterable[dict[str, str]]:
    return (row(one) for one in range(number))


def csv_file(
    path: Path,
    content: Iterable[Mapping[str, str]],
    *,
    header: Iterable[str] = HEADER,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(header), delimiter=delimiter, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(content)
    return path
