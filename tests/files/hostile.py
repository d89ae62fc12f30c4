"""Files made to do harm, each by code: nothing here was ever anybody's, and nothing is fetched."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from recupera.files.findings import Finding

HTML = b"<html><script>alert('polyglot')</script></html>"
SECRET = b"4.60971 N 74.08175 W"
# As its inventors write it; in two pieces, so that no antivirus takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PNG = b"\x89PNG\r\n\x1a\n"


def image(name: str = "JPEG", size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    """A good image of many colours, in any of Pillow's formats."""
    made = io.BytesIO()
    colours = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (colours, colours.rotate(90), colours.rotate(180))).save(made, name, **how)
    return made.getvalue()


def chunk(kind: bytes, data: bytes, *, length: int | None = None) -> bytes:
    """One chunk of a PNG; `length` is what it says of itself."""
    told = struct.pack(">I", len(data) if length is None else length)
    return told + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG with these chunks between its header and its end."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def jpeg_that_is_a_page() -> bytes:
    good = image()
    comment = b"\xff\xfe" + struct.pack(">H", len(HTML) + 2) + HTML
    return good[:2] + comment + good[2:] + HTML


def jpeg_with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    return image(exif=exif, comment=SECRET, icc_profile=SECRET * 8)


def png_with_text() -> bytes:
    good = image("PNG")
    return good[:33] + chunk(b"tEXt", b"GPS\0" + SECRET) + good[33:] + HTML


def forty_megapixels() -> bytes:
    """One pixel too many to a row, and almost no bytes: only a header and a start."""
    return png(8001, 5000, chunk(b"IDAT", zlib.compress(bytes(24_004))))


def header_that_lies() -> bytes:
    """It says 8 by 8, and goes on for a hundred million bytes."""
    return png(8, 8, chunk(b"IDAT", zlib.compress(bytes(100_000_000), 9)))


def larger_than_its_bytes() -> bytes:
    """It says 5000 by 5000, and has one row."""
    return png(5000, 5000, chunk(b"IDAT", zlib.compress(bytes(15_001))))


def truncated_jpeg() -> bytes:
    good = image(size=(640, 480))
    return good[: len(good) // 2]


def truncated_png() -> bytes:
    good = image("PNG", size=(640, 480))
    return good[: len(good) // 2]


def gif_of_ten_thousand_frames() -> bytes:
    one = Image.new("P", (1, 1))
    made = io.BytesIO()
    one.save(made, "GIF")
    first = made.getvalue()
    picture = first[first.index(b",", 13) : -1]
    return first[:-1] + picture * 9_999 + b";"


def png_of_two_gigabytes() -> bytes:
    """A chunk that says it is 2 GB long."""
    return PNG + image("PNG")[8:33] + chunk(b"IDAT", b"x" * 64, length=2**31 - 1)


def png_with_a_profile_bomb() -> bytes:
    """200 MB of zeros as its colour profile."""
    good = image("PNG")
    bomb = b"icc\0\0" + zlib.compress(bytes(200_000_000), 9)
    return good[:33] + chunk(b"iCCP", bomb) + good[33:]


def tiff_without_end() -> bytes:
    """Its second page is its first."""
    entries = [
        (256, 3, 1, 8),
        (257, 3, 1, 8),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (277, 3, 1, 1),
        (278, 3, 1, 8),
        (279, 4, 1, 64),
    ]
    made = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(entries))
    made += b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", 8)
    return made.ljust(200, b"\0") + bytes(range(64))


def png_that_takes_long() -> bytes:
    """As many pixels as are allowed, interlaced, in 16 bits: the most work for the fewest bytes."""
    head = struct.pack(">IIBBBBB", 6300, 6300, 16, 6, 0, 0, 1)
    rows = bytes(6300 * 6300 * 8 + 6300 * 2)
    data = chunk(b"IDAT", zlib.compress(rows, 1))
    return PNG + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def flat_bomb() -> bytes:
    return zipped({"0.txt": bytes(64_000_000)})


def nested_bomb() -> bytes:
    """As 42.zip: sixteen of sixteen, two deep here, each of zeros."""
    leaf = zipped({"0.txt": bytes(2_000_000)})
    middle = zipped({f"{number}.zip": leaf for number in range(16)})
    return zipped({f"{number}.zip": middle for number in range(16)})


def overlapping_bomb() -> bytes:
    """After Fifield: many entries of the list lead to the same bytes."""
    whole = zipped({"0": bytes(4_000_000)})
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entries = whole[start:end] * 300
    tail = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 300, 300, len(entries), start, 0)
    return whole[:start] + entries + tail


def office(**more: bytes) -> bytes:
    """The smallest thing that looks like a text document of an office."""
    files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w>hola</w>" * 50}
    return zipped(files | more)


def office_with_macros() -> bytes:
    return office(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def pdf(*more: bytes, trailer: bytes = b"<< /Root 1 0 R >>") -> bytes:
    body = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n" + b"\n".join(more)
    return body + b"\ntrailer " + trailer + b"\n%%EOF\n"


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def svg_of_entities() -> bytes:
    """The billion laughs, for whoever would read it as XML."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]><svg>&l9;</svg>'.encode()


# What the scanner says of each, without an antivirus.
CORPUS: dict[Callable[[], bytes], Finding] = {
    jpeg_that_is_a_page: Finding.REDRAWN,
    jpeg_with_a_place: Finding.REDRAWN,
    png_with_text: Finding.REDRAWN,
    forty_megapixels: Finding.TOO_MANY_PIXELS,
    header_that_lies: Finding.REDRAWN,
    larger_than_its_bytes: Finding.REDRAWN,
    truncated_jpeg: Finding.UNREADABLE,
    truncated_png: Finding.UNREADABLE,
    gif_of_ten_thousand_frames: Finding.FIRST_PAGE,
    png_of_two_gigabytes: Finding.UNREADABLE,
    png_with_a_profile_bomb: Finding.UNREADABLE,
    tiff_without_end: Finding.REDRAWN,
    flat_bomb: Finding.BOMB,
    nested_bomb: Finding.BOMB,
    overlapping_bomb: Finding.BOMB,
    office: Finding.NO_ANTIVIRUS,
    office_with_macros: Finding.ACTIVE,
    svg: Finding.NO_ANTIVIRUS,
    svg_of_entities: Finding.NO_ANTIVIRUS,
}
