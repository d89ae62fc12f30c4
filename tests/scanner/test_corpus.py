"""The scanner survives every hostile file, says what it is, and lets nothing of it through."""

import io

import pytest
from PIL import Image

from recupera.files.findings import VERDICTS, Finding, Verdict
from recupera.files.kinds import Kind, kind_of
from recupera.scanner import child
from recupera.scanner.examine import examine
from tests.files import hostile


@pytest.mark.parametrize("make", hostile.CORPUS, ids=lambda make: make.__name__)
def test_every_hostile_file_gets_its_verdict(make) -> None:
    examined = examine(make())
    assert examined.finding is hostile.CORPUS[make]
    assert (examined.body is None) == (VERDICTS[examined.finding] is Verdict.REFUSED)


@pytest.mark.parametrize("hidden", [hostile.HTML, hostile.SECRET])
@pytest.mark.parametrize(
    "make", [hostile.jpeg_that_is_a_page, hostile.jpeg_with_a_place, hostile.png_with_text]
)
def test_what_is_no_pixel_is_gone(make, hidden) -> None:
    content = make()
    body = examine(content).body
    assert body
    assert hostile.HTML in content or hostile.SECRET in content
    assert hidden not in body
    assert b"script" not in body
    image = Image.open(io.BytesIO(body))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photograph_stays_upright_when_what_says_so_is_gone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    body = examine(hostile.image(size=(64, 48), exif=exif)).body
    assert body
    assert Image.open(io.BytesIO(body)).size == (48, 64)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_format_of_ours_is_drawn_anew(name) -> None:
    examined = examine(hostile.image(name))
    assert examined.finding is Finding.REDRAWN
    assert examined.body
    assert kind_of(examined.body) is (Kind.JPEG if name in ("JPEG", "WEBP") else Kind.PNG)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_sort_of_colour_is_drawn_anew(mode) -> None:
    made = io.BytesIO()
    name = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    Image.new(mode, (8, 8)).save(made, name)
    assert examine(made.getvalue()).finding is Finding.REDRAWN


def test_the_second_page_of_a_scan_is_missed_and_said() -> None:
    made = io.BytesIO()
    page = Image.new("L", (8, 8))
    page.save(made, "TIFF", save_all=True, append_images=[page])
    assert examine(made.getvalue()).finding is Finding.FIRST_PAGE


def test_the_largest_image_that_is_allowed_is_drawn_in_time() -> None:
    looked = child.look(hostile.png_that_takes_long(), Kind.PNG)
    assert looked.finding is Finding.REDRAWN


ENCRYPTED = b"<< /Root 1 0 R /Encrypt 9 0 R >>"


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (hostile.pdf(), Finding.NO_ANTIVIRUS),
        (hostile.pdf(b"/OpenAction [3 0 R /Fit]"), Finding.NO_ANTIVIRUS),
        (hostile.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), Finding.ACTIVE),
        (hostile.pdf(b"<< /S /J#61vaScript /J#53 (x) >>"), Finding.ACTIVE),
        (hostile.pdf(b"<< /S /Launch /F (cmd.exe) >>"), Finding.ACTIVE),
        (hostile.pdf(b"<< /Names << /EmbeddedFiles 4 0 R >> >>"), Finding.ACTIVE),
        (hostile.pdf(trailer=ENCRYPTED), Finding.PROTECTED),
    ],
)
def test_a_pdf_is_kept_as_it_came_and_marked(content, finding) -> None:
    examined = examine(content)
    assert (examined.finding, examined.body) == (finding, content)


def test_a_programme_inside_an_archive_is_refused_and_a_locked_one_is_marked() -> None:
    assert examine(hostile.zipped({"a.exe": b"MZ"})).finding is Finding.PROGRAM_INSIDE
    assert examine(hostile.zipped({"a.pdf": b"%PDF"})).finding is Finding.NO_ANTIVIRUS
    locked = bytearray(hostile.zipped({"a.pdf": b"%PDF"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert examine(bytes(locked)).finding is Finding.PROTECTED


def test_a_folder_of_folders_is_as_deep_as_it_may_be() -> None:
    inner = hostile.zipped({"a.txt": b"a"})
    assert examine(hostile.zipped({"a.zip": inner})).finding is Finding.NO_ANTIVIRUS
    deeper = hostile.zipped({"b.zip": hostile.zipped({"a.zip": inner})})
    assert examine(deeper).finding is Finding.BOMB


def test_a_spreadsheet_that_packs_well_is_no_bomb() -> None:
    assert examine(hostile.office(**{"xl/a.xml": b"<c/>" * 500_000})).finding is (
        Finding.NO_ANTIVIRUS
    )


def test_a_programme_that_a_stolen_portal_let_in_is_refused() -> None:
    assert examine(b"MZ" + bytes(100)).finding is Finding.PROGRAM_INSIDE
