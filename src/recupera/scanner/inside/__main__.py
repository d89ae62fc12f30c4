"""The child: reads a kind and a file from its pipe, says what it found, and ends.

In: one line with the kind, then the file. Out: one line with the finding (empty for none), then
the image drawn anew, if it is one.
"""

import sys

from recupera.files.findings import Finding
from recupera.files.kinds import IMAGES, Kind
from recupera.scanner.inside import images, pdf, zips
from recupera.scanner.inside.limits import limit


def main() -> None:
    images.warm_up()
    zips.warm_up()
    # Everything that is needed is loaded: from here on nothing can be opened any more.
    limit()
    kind = Kind(sys.stdin.buffer.readline().strip().decode())
    finding, body = look(kind, sys.stdin.buffer.read())
    sys.stdout.buffer.write((finding or "").encode() + b"\n" + body)


def look(kind: Kind, content: bytes) -> tuple[Finding | None, bytes]:
    """What was found, None for nothing worth saying, and an image's clean bytes."""
    try:
        if kind in IMAGES:
            return images.redraw(content, kind)
        if kind is Kind.PDF:
            return pdf.look(content), b""
        return (zips.look(content) if kind is Kind.ZIP else None), b""
    except MemoryError:
        return Finding.BOMB, b""


if __name__ == "__main__":
    main()
