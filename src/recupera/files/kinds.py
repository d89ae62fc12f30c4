"""What a file is by its first bytes, whatever its name says. Nothing is decoded."""

from enum import StrEnum

import filetype

# So much of the beginning decides; `filetype` looks at no more.
HEAD = 8192


class Kind(StrEnum):
    """The kinds that something is done with; everything else is UNKNOWN and stays as it came."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"
    PDF = "pdf"
    ZIP = "zip"
    PROGRAM = "program"
    UNKNOWN = "unknown"


IMAGES = frozenset((Kind.JPEG, Kind.PNG, Kind.GIF, Kind.WEBP, Kind.BMP, Kind.TIFF))
SUFFIXES: dict[Kind, tuple[str, ...]] = {
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Kind.PNG: ("png", "apng"),
    Kind.GIF: ("gif",),
    Kind.WEBP: ("webp",),
    Kind.BMP: ("bmp", "dib"),
    Kind.TIFF: ("tif", "tiff"),
    Kind.PDF: ("pdf",),
}
ZIPPED = ("zip", "docx", "xlsx", "pptx", "docm", "xlsm", "odt", "ods", "odp", "epub", "kmz")
_PROGRAMS = (
    "apk app appimage bat bin cmd com cpl deb dll dmg elf exe hta inf jar js jse lnk msi msp "
    "pif ps1 psm1 py rb reg rpm run scr sh sys url vb vbe vbs wsf wsh xpi xll"
)
PROGRAM_SUFFIXES = frozenset(_PROGRAMS.split())
# Windows, Linux, macOS in its four orders and its two fat ones (0xcafebabe is Java's too),
# Windows' shortcut, the script line of Unix.
PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\xca\xfe\xba\xbf",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"dex\n",
    b"#!",
)
FOUND = {
    "jpg": Kind.JPEG,
    "png": Kind.PNG,
    "apng": Kind.PNG,
    "gif": Kind.GIF,
    "webp": Kind.WEBP,
    "bmp": Kind.BMP,
    "tif": Kind.TIFF,
    "pdf": Kind.PDF,
    "exe": Kind.PROGRAM,
    "elf": Kind.PROGRAM,
    "deb": Kind.PROGRAM,
    "rpm": Kind.PROGRAM,
}


def kind_of(content: bytes) -> Kind:
    """What the first bytes say. A program that is hidden behind a picture is a picture here."""
    head = bytes(content[:HEAD])
    if head.startswith(PROGRAM_HEADS):
        return Kind.PROGRAM
    # Every office document of the last twenty years is one, and so is what `filetype` overlooks.
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    found = filetype.guess(head)
    return FOUND.get(found.extension, Kind.UNKNOWN) if found else Kind.UNKNOWN


def suffix_of(name: str) -> str:
    """What stands behind the last dot, in lower case; empty without one."""
    stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot and stem else ""


def claimed(name: str) -> Kind | None:
    """The kind that a name promises, or None where it promises none of ours."""
    suffix = suffix_of(name)
    if suffix in PROGRAM_SUFFIXES:
        return Kind.PROGRAM
    if suffix in ZIPPED:
        return Kind.ZIP
    return next((kind for kind, known in SUFFIXES.items() if suffix in known), None)
