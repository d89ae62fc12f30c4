"""Files in a form: no page takes any, unless it says so; and then in memory, up to the limits.

Django's own handlers would write what is larger than 2.5 MB to the disk, in clear.
"""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponse

from recupera.options import current

MULTIPART = "multipart/form-data"
MEGABYTE = 1_000_000
# What stands around the files: fields, names, boundaries.
AROUND = 256 * 1024
# Up to so many times the limit is read to the end and thrown away, because a browser shows no
# page while it is still sending. Beyond, the connection ends without one.
READ_ANYWAY = 4
# So many requests with files are read at a time: a slow sender holds one of these, not a thread
# of every page; behind a proxy that takes bodies in whole, each takes milliseconds.
AT_ONCE = 4
PATIENCE = 5.0
# Seconds; behind that proxy nobody comes near it.
SLOWEST = 60.0

Page = Callable[..., HttpResponse]


class Wrong(StrEnum):
    """Why a file in the form has no content here."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"


class Busy(BadRequest):
    """As many requests with files as may be are being read; try again in a moment."""


class FilesTooBig(RequestDataTooBig):
    """Far more than the files of one request may have; not read."""


class Received(UploadedFile):  # type: ignore[type-arg]
    """One file of a form, in memory. `content` is empty where something is `wrong`.

    `field` is what its field is called, as the browser says.
    """

    def __init__(self, name: str, content: bytes, wrong: Wrong | None, field: str = "") -> None:
        super().__init__(name=name, size=len(content))
        self.content, self.wrong, self.field = content, wrong, field

    def close(self) -> None:
        """Nothing is open."""


class NoFiles(FileUploadHandler):
    """The handler of every page that does not say otherwise: whatever comes is thrown away."""

    def new_file(self, *about: Any, **more: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


@dataclass
class _File:
    """The file that is coming in now."""

    parts: list[bytes] = field(default_factory=list)
    size: int = 0
    wrong: Wrong | None = None


class InMemory(FileUploadHandler):
    """Keeps each file up to its limit, and all files of the request up to theirs.

    `cut` is true where the body ended before its last file did, `slow` where it took too long.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.begun = time.monotonic()
        self.cut = self.slow = False
        self.count = self.kept = 0
        self.coming = _File()

    def new_file(self, *about: Any, **more: Any) -> None:
        super().new_file(*about, **more)
        self.count += 1
        self.coming = _File(wrong=Wrong.TOO_MANY if self.count > current().files else None)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if time.monotonic() - self.begun > SLOWEST:
            self.slow = True
            raise StopUpload(connection_reset=True)
        options, one = current(), self.coming
        one.size += len(raw_data)
        if one.size > options.file_mb * MEGABYTE:
            one.wrong = one.wrong or Wrong.TOO_LARGE
        elif self.kept + one.size > options.files_mb * MEGABYTE:
            one.wrong = one.wrong or Wrong.TOO_MUCH
        # What is too much is counted and dropped, so that the page can name its file.
        if one.wrong:
            one.parts.clear()
        else:
            one.parts.append(raw_data)

    def file_complete(self, file_size: int) -> Received:
        one, self.coming = self.coming, _File()
        content = b"".join(one.parts)
        self.kept += len(content)
        return Received(self.file_name or "", content, one.wrong, self.field_name or "")

    def upload_interrupted(self) -> None:
        self.cut, self.coming = True, _File()


def takes_files(page: Page) -> Page:
    """Marks a page whose form has files: `@takes_files` above the page's function.

    `prepare` sees the mark before anything reads the form, the CSRF check included.
    """
    page.takes_files = True  # type: ignore[attr-defined]
    return page


def is_taken(page: Page) -> bool:
    return bool(getattr(page, "takes_files", False))


def prepare(request: HttpRequest) -> None:
    """Has this request's files kept in memory. Raises FilesTooBig."""
    request.upload_handlers = [InMemory(request)]
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    if not told.isdecimal() or int(told) > READ_ANYWAY * _most():
        raise FilesTooBig("far more than the files of a case")


def reading() -> AbstractContextManager[None]:
    """While the body of a request with files is read. Raises Busy."""
    return _one_of(_slots)


def received(request: HttpRequest) -> tuple[list[Received], InMemory]:
    """The form's files in their order, whatever their fields are called, and how it went."""
    handler = request.upload_handlers[0]
    assert isinstance(handler, InMemory), "the page is not marked with @takes_files"
    fields: Mapping[str, list[Any]] = dict(request.FILES.lists())
    return [one for files in fields.values() for one in files], handler


_slots = threading.BoundedSemaphore(AT_ONCE)


def _most() -> int:
    return current().files_mb * MEGABYTE + AROUND


@contextmanager
def _one_of(slots: threading.BoundedSemaphore) -> Any:
    if not slots.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        slots.release()
