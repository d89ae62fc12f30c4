"""Files that wait, as the portal and the worker leave them, and the desk's look at what comes."""

from datetime import UTC, datetime, timedelta

from recupera import keys
from recupera.cases.models import Case, File
from recupera.files.sealing import open_at_desk, seal_upload
from recupera.letterbox.models import Upload
from recupera.options import current

REFERENCE = "2599729327"


def put(content: bytes, number: int = 1, *, sent: bool = True) -> File:
    """A file of the one case; the lower its number, the longer it waits."""
    at = datetime.now(UTC) - timedelta(minutes=2) + timedelta(seconds=number)
    given = {"subject": "duda", "received_at": at, "opened_at": at}
    Case.objects.get_or_create(reference=REFERENCE, defaults=given)
    file_id = f"{number:032x}"
    key, sealed = seal_upload(content, file_id=file_id)
    if sent:
        Upload(id=file_id, owner="d" * 32, size=len(content), body=sealed).save()
    row = File(id=file_id, case_id=REFERENCE, key=key, received_at=at, due_at=at)
    row.about = b"sealed by the worker"
    row.save(force_insert=True)
    return row


def at_the_desk(row: File) -> bytes:
    """What the desk opens of a row, by its private key."""
    row.refresh_from_db()
    assert row.body is not None
    ring = keys.ring(current().data, "desk", "file")
    return open_at_desk(ring, bytes(row.body), file_id=row.id)
