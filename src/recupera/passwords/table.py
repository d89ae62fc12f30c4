"""A large set of texts in a small file: sorted beginnings of their digests, read where they lie."""

from bisect import bisect_left
from collections.abc import Iterable
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

# Of 2^48 values half a million are taken: one in 500 million texts would be refused by chance.
WIDTH = 6


class Table:
    """Mapped, not loaded: all processes of a machine share its pages."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._rows = mmap(file.fileno(), 0, access=ACCESS_READ)

    def __len__(self) -> int:
        return len(self._rows) // WIDTH

    def __contains__(self, text: str) -> bool:
        wanted = row(text)
        place = bisect_left(range(len(self)), wanted, key=self._row)
        return place < len(self) and self._row(place) == wanted

    def _row(self, place: int) -> bytes:
        return self._rows[place * WIDTH : (place + 1) * WIDTH]


def row(text: str) -> bytes:
    # Whatever cannot be written as UTF-8 was refused before.
    return sha256(text.encode("utf-8", "replace")).digest()[:WIDTH]


def content(texts: Iterable[str]) -> bytes:
    """What the file of these texts holds."""
    return b"".join(sorted({row(text) for text in texts}))
