"""A case's file, opened by the desk's own key: its name, its type, its content."""

from dataclasses import dataclass, field

from recupera.cases import sealed
from recupera.cases.models import File, FileState
from recupera.files.kinds import Kind, claimed, kind_of
from recupera.files.sealing import open_at_desk
from recupera.keys import ring
from recupera.options import current

# Nobody's program is to draw or run what no scanner has seen.
NO_KIND = "application/octet-stream"
TYPES = {Kind.JPEG: "image/jpeg", Kind.PNG: "image/png", Kind.PDF: "application/pdf"}


@dataclass(frozen=True)
class OpenedFile:
    """`name` ends as the content does: a GIF has become a PNG."""

    name: str
    type: str
    scanned: bool
    content: bytes = field(repr=False)


def opened(file: File) -> OpenedFile:
    """Raises keys.CannotOpen or keys.KeyMissing."""
    about = sealed.open_about(file.case_id, file.id, bytes(file.about))
    keys = ring(current().data, "desk", "file")
    content = open_at_desk(keys, bytes(file.body or b""), file_id=file.id)
    scanned = file.state == FileState.CLEAN
    name, kind = _as(about.name, content) if scanned else (about.name, NO_KIND)
    return OpenedFile(name, kind, scanned, content)


def _as(name: str, content: bytes) -> tuple[str, str]:
    """The name and the type by what the scanner made of it."""
    kind = kind_of(content)
    if kind in TYPES and claimed(name) is not kind:
        name = f"{name}.{kind.value}"
    return name, TYPES.get(kind, NO_KIND)
