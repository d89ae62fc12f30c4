"""Looks at a zip, which every office document is, by its list of contents: nothing is unpacked.

But for archives inside: these are read into memory, within a budget, for their own lists.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from recupera.files.findings import Finding
from recupera.files.kinds import PROGRAM_SUFFIXES, suffix_of

MIB = 1024 * 1024
# Office documents of text pack twenty to one, a blank spreadsheet a hundred; a bomb a thousand
# and more. A small one may pack as it likes.
MOST_RATIO = 120
SMALL = 16 * MIB
MOST_TOTAL = 1024 * MIB
MOST_ENTRIES = 10_000
# A folder of documents may hold a zip; what holds a zip that holds a zip is made to be one.
MOST_DEPTH = 2
MOST_INSIDE = 64 * MIB
ARCHIVES = frozenset(("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst", "lz", "cab"))
READ_HERE = frozenset(("zip",))
MACROS = "vbaproject.bin"
LOCKED = 0x1
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    UnicodeError,
)


@dataclass
class _Sum:
    """What all archives of one file would come to."""

    total: int = 0
    entries: int = 0
    read: int = 0


def warm_up() -> None:
    """Loads what names of entries are written in, because nothing can be loaded later."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a")
    look(made.getvalue())
    b"a".decode("cp437")


def look(content: bytes) -> Finding | None:
    """BOMB, PROGRAM_INSIDE, UNREADABLE, PROTECTED, ACTIVE (macros), or None."""
    try:
        return _look(content, _Sum(), depth=1)
    except BROKEN:
        return Finding.UNREADABLE


def _look(content: bytes, so_far: _Sum, *, depth: int) -> Finding | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        so_far.entries += len(entries)
        so_far.total += sum(entry.file_size for entry in entries)
        if _is_bomb(len(content), so_far):
            return Finding.BOMB
        found = [_of_name(entry) for entry in entries]
        found += [_inside(archive, entry, so_far, depth=depth) for entry in entries]
    return next((one for one in RANK if one in found), None)


# Refusals first, then what is only said.
RANK = (
    Finding.BOMB,
    Finding.PROGRAM_INSIDE,
    Finding.UNREADABLE,
    Finding.PROTECTED,
    Finding.ACTIVE,
)


def _is_bomb(size: int, so_far: _Sum) -> bool:
    wide = so_far.total > SMALL and so_far.total > MOST_RATIO * (size + so_far.read)
    return wide or so_far.total > MOST_TOTAL or so_far.entries > MOST_ENTRIES


def _of_name(entry: zipfile.ZipInfo) -> Finding | None:
    if suffix_of(entry.filename) in PROGRAM_SUFFIXES - {"bin"}:
        return Finding.PROGRAM_INSIDE
    if entry.flag_bits & LOCKED:
        return Finding.PROTECTED
    return Finding.ACTIVE if entry.filename.lower().endswith(MACROS) else None


def _inside(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, so_far: _Sum, *, depth: int
) -> Finding | None:
    suffix = suffix_of(entry.filename)
    if suffix not in ARCHIVES or entry.flag_bits & LOCKED:
        return None
    if depth == MOST_DEPTH:
        return Finding.BOMB
    if suffix not in READ_HERE:
        return None
    return _look(_read(archive, entry, so_far), so_far, depth=depth + 1)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, so_far: _Sum) -> bytes:
    """An inner archive, within the budget of all. Raises BadZipFile beyond it."""
    with archive.open(entry) as inner:
        content = inner.read(MOST_INSIDE - so_far.read + 1)
    so_far.read += len(content)
    if so_far.read > MOST_INSIDE:
        raise zipfile.BadZipFile("more inside than is looked at")
    return content
