"""Kinds come from the first bytes; pixel counts from the header, without decoding anything."""

import tracemalloc

import pytest

from recupera.files.kinds import Kind, kind_of
from recupera.files.pixels import MOST, pixels
from tests.files import hostile


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.image("JPEG"), Kind.JPEG),
        (hostile.image("PNG"), Kind.PNG),
        (hostile.image("GIF"), Kind.GIF),
        (hostile.image("WEBP"), Kind.WEBP),
        (hostile.image("BMP"), Kind.BMP),
        (hostile.image("TIFF"), Kind.TIFF),
        (hostile.pdf(), Kind.PDF),
        (hostile.office(), Kind.ZIP),
        (hostile.zipped({}), Kind.ZIP),
        (hostile.svg(), Kind.UNKNOWN),
        (b"hola", Kind.UNKNOWN),
        (b"MZ\x90\x00", Kind.PROGRAM),
        (b"\x7fELF\x02", Kind.PROGRAM),
        (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
        (b"#!/bin/sh\n", Kind.PROGRAM),
        (b"", Kind.UNKNOWN),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content, kind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_header_says_how_many_pixels(name) -> None:
    content = hostile.image(name, size=(70, 30))
    assert pixels(content, kind_of(content)) == 2100


def test_one_row_too_many_is_seen_in_a_hundred_bytes() -> None:
    assert (pixels(hostile.forty_megapixels(), Kind.PNG) or 0) > MOST
    assert pixels(hostile.png(8000, 5000), Kind.PNG) == MOST


def test_what_is_no_image_of_ours_is_not_read(monkeypatch) -> None:
    monkeypatch.setattr("imagesize.get", None)
    for content in (hostile.svg(), hostile.svg_of_entities(), hostile.pdf(), b"http://x"):
        assert pixels(content, kind_of(content)) is None


@pytest.mark.parametrize("make", hostile.CORPUS, ids=lambda make: make.__name__)
def test_no_hostile_file_keeps_the_portal_busy(make) -> None:
    content = make()
    # What loops would never end, and what unpacks would take more than the file itself.
    tracemalloc.start()
    found = pixels(content, kind_of(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is None or found > 0
    assert peak < len(content) + 2_000_000


def test_a_header_that_is_searched_for_in_vain_ends() -> None:
    endless = b"\xff\xd8" + b"\0" * 10_000_000
    assert pixels(endless, Kind.JPEG) is None
