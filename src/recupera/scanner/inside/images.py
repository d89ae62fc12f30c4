"""Draws an image anew from its pixels: what is not a pixel is gone, whatever it was.

That takes places and dates out (EXIF, XMP, text chunks, comments, profiles, thumbnails), and with
them every page, script or archive that was hidden in the same bytes.
"""

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from recupera.files.findings import Finding
from recupera.files.kinds import Kind
from recupera.files.pixels import MOST

# One decoder for each kind, and no other: Pillow knows forty, some of them by starting programs.
FORMATS = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.GIF: "GIF",
    Kind.WEBP: "WEBP",
    Kind.BMP: "BMP",
    Kind.TIFF: "TIFF",
}
# Photographs stay photographs; drawings and screens keep their sharp edges as long as they are
# small enough for PNG.
PHOTOGRAPHS = (Kind.JPEG, Kind.WEBP)
MOST_PIXELS_OF_PNG = 16_000_000
MOST_OUT = 48 * 1024 * 1024
QUALITIES = (88, 70)
# What a decoder can meet in a broken file; MemoryError is the caller's.
BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    RecursionError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)


def warm_up() -> None:
    """Loads every decoder and encoder by using it, because nothing can be loaded later."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST
    for kind, name in FORMATS.items():
        made = io.BytesIO()
        Image.new("RGB", (2, 2)).save(made, name)
        redraw(made.getvalue(), kind)


def redraw(content: bytes, kind: Kind) -> tuple[Finding, bytes]:
    """REDRAWN or FIRST_PAGE with a JPEG or PNG, else why not, with nothing."""
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MOST:
                return Finding.TOO_MANY_PIXELS, b""
            image.load()
            drawn = _bare(image)
            finding = Finding.FIRST_PAGE if _has_more(image) else Finding.REDRAWN
        made = _encoded(drawn, photograph=kind in PHOTOGRAPHS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Finding.TOO_MANY_PIXELS, b""
    except BROKEN:
        return Finding.UNREADABLE, b""
    return (finding, made) if made else (Finding.TOO_MANY_PIXELS, b"")


def _bare(image: Image.Image) -> Image.Image:
    """The pixels as they are meant to be seen, upright, in grey or three or four colours."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("L", "RGB", "RGBA"):
        upright = upright.convert(_mode(upright))
    elif "transparency" in upright.info:
        upright = upright.convert("RGBA")
    bare = upright.copy()
    bare.info = {}
    return bare


def _mode(image: Image.Image) -> str:
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        return "RGBA"
    return "L" if image.mode in ("1", "I", "I;16", "F") else "RGB"


def _has_more(image: Image.Image) -> bool:
    """Whether there is a second page or frame; how many there are is nobody's business."""
    try:
        image.seek(1)
    except BROKEN:
        return False
    return True


def _encoded(image: Image.Image, *, photograph: bool) -> bytes:
    """PNG or JPEG of at most MOST_OUT bytes; empty where neither fits."""
    if not photograph and image.width * image.height <= MOST_PIXELS_OF_PNG:
        made = _saved(image, "PNG")
        if len(made) <= MOST_OUT:
            return made
    flat = _flat(image)
    for quality in QUALITIES:
        made = _saved(flat, "JPEG", quality=quality)
        if len(made) <= MOST_OUT:
            return made
    return b""


def _flat(image: Image.Image) -> Image.Image:
    """JPEG has no transparency: white lies behind."""
    if image.mode != "RGBA":
        return image
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _saved(image: Image.Image, name: str, **how: int) -> bytes:
    made = io.BytesIO()
    image.save(made, name, **how)
    return made.getvalue()
