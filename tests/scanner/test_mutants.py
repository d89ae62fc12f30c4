"""Good files with some bytes changed: the child has an answer to every one of them."""

import warnings

from hypothesis import given, settings
from hypothesis import strategies as some

from recupera.files.findings import Finding
from recupera.files.kinds import kind_of
from recupera.scanner.inside.__main__ import look
from tests.files import hostile

NAMES = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
GOOD = [
    *(hostile.image(name, size=(24, 16)) for name in NAMES),
    hostile.image("TIFF", size=(24, 16), compression="tiff_lzw"),
    hostile.jpeg_with_a_place(),
    hostile.zipped({"a.zip": hostile.zipped({"b.txt": b"b"})}),
    hostile.office_with_macros(),
    hostile.pdf(b"/JS (x)"),
    hostile.tiff_without_end(),
]
changes = some.lists(some.tuples(some.floats(0, 1), some.binary(max_size=6)), max_size=8)


@settings(deadline=None, max_examples=400)
@given(some.sampled_from(GOOD), changes)
def test_whatever_is_changed_in_a_file_there_is_an_answer(good: bytes, changed) -> None:
    content = bytearray(good)
    for place, piece in changed:
        start = int(place * len(content))
        content[start : start + len(piece)] = piece
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        finding, body = look(kind_of(good), bytes(content))
    assert finding is None or isinstance(finding, Finding)
    assert bool(body) == (finding in (Finding.REDRAWN, Finding.FIRST_PAGE))
