"""The portal's side of uploads: keeping sealed files while there is room, and removing them."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connections
from django.db.models import Sum

from recupera.letterbox.clock import now
from recupera.letterbox.drop import STORE
from recupera.letterbox.models import Upload
from recupera.options import current

MEGABYTE = 1_000_000
# What SQLite keeps free on its disk whatever the option says: everybody else's rows need it.
LEAST_FREE = 256 * MEGABYTE
# From here on the operator is told.
NEARLY = 0.9

STORE_ONE = "INSERT INTO letterbox_upload (id, owner, size, body) VALUES (%s, %s, %s, %s)"


class NoRoom(Exception):
    """The letterbox takes no files now; a case can be sent without them."""


@dataclass(frozen=True)
class Room:
    """What files take, and may take, in bytes; `free` is of the disk, None where it is not ours."""

    used: int
    most: int
    free: int | None

    @property
    def nearly_full(self) -> bool:
        return self.used > self.most * NEARLY or not self.has(0)

    def has(self, size: int) -> bool:
        enough = self.free is None or self.free - size > LEAST_FREE
        return enough and self.used + size <= self.most


def store(file_id: str, *, owner: str, sealed: bytes) -> None:
    """Keeps one file, in the caller's transaction. Raises NoRoom."""
    if not room().has(len(sealed)):
        raise NoRoom
    with connections[STORE].cursor() as cursor:
        cursor.execute(STORE_ONE, [file_id, owner, len(sealed), sealed])


def remove(file_id: str, *, owner: str) -> None:
    """Nothing happens where it is not the owner's, or not there any more."""
    Upload.objects.filter(id=file_id, owner=owner, kept=False).delete()


def give(ids: Collection[str], *, to: str) -> None:
    """To the slot in which they are sent, whose day begins now; in the caller's transaction."""
    if ids:
        Upload.objects.filter(id__in=ids).update(owner=to, created_at=now(STORE))


def room() -> Room:
    """PostgreSQL's disk may be another machine's: there the option alone counts."""
    used = Upload.objects.aggregate(all=Sum("size"))["all"] or 0
    ours = connections[STORE].vendor == "sqlite"
    free = shutil.disk_usage(current().data).free if ours else None
    return Room(used, current().uploads_mb * MEGABYTE, free)
