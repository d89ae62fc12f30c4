"""How many pixels an image claims to have, from its header alone."""

import io

import imagesize

from recupera.files.kinds import IMAGES, Kind

# A good phone's photograph has 12 million, its largest setting often 50. Decoded, this many take
# 160 MB, which the scanner's child is given room for.
MOST = 40_000_000


# A JPEG is searched byte by byte for its header; what comes later than this is no header.
ENOUGH = 512 * 1024


def pixels(content: bytes, kind: Kind) -> int | None:
    """Width times height; None where the header does not say, or `kind` is no image of ours.

    The library would also read SVG with an XML parser, open names, fetch addresses, and misread
    JPEG 2000: it gets bytes alone, of the six kinds of `IMAGES`. What it cannot read is -1, -1.
    """
    if kind not in IMAGES:
        return None
    # A TIFF's header may stand at its end.
    seen = content if kind is Kind.TIFF else content[:ENOUGH]
    width, height = imagesize.get(io.BytesIO(seen), exif_rotation=False)
    return int(width) * int(height) if width > 0 and height > 0 else None
