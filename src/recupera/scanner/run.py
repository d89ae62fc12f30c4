"""The scanner's turns: one file at a time, from the sealed upload to what the desk may open.

More scanners may run beside each other; each file is in one scanner's hands.
"""

import logging
import threading
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import Error as StoreError
from django.db import close_old_connections, connections

from recupera.files.findings import Finding
from recupera.files.sealing import open_upload, seal_for_desk
from recupera.keys import CannotOpen, Ring, ring
from recupera.letterbox.models import Upload
from recupera.options import current
from recupera.scanner import child, clamd, lease
from recupera.scanner.examine import Examined, examine
from recupera.scanner.lease import Leased
from recupera.stopping import Stopping

log = logging.getLogger("recupera.scanner")

# Seconds between two looks when nothing waits.
TICK = 1.0
# An antivirus that starts reads its signatures for half a minute.
ANTIVIRUS_AGAIN = timedelta(seconds=30)
# The upload was there before its case was; where the letterbox is being restored, it may come.
UPLOAD_AGAIN = timedelta(minutes=1)
# A child that died may have met a machine short of memory, which passes.
CHILD_AGAIN = timedelta(seconds=30)
MOST_DEATHS = 3
# So often it may be missing, or a scanner die with the file in its hands, until the file is blamed.
MOST_TRIES = 5


def forever(stop: threading.Event | None = None) -> None:
    """Until `stop`, SIGTERM or SIGINT; a file in hand then goes to the next scanner."""
    stop = stop or Stopping()
    while not stop.is_set():
        try:
            idle = turn() is None
        except StoreError as wrong:
            log.warning("database: %s", type(wrong).__name__)
            close_old_connections()
            idle = True
        stop.wait(TICK if idle else 0)
    connections.close_all()


def turn() -> str | None:
    """Scans one file; returns what became of it, None where none waits."""
    row = lease.take()
    if row is None:
        return None
    became = _scan(row)
    log.info("scanned=%s", became)
    return became


def _scan(row: Leased) -> str:
    sealed = Upload.objects.filter(id=row.id).values_list("body", flat=True).first()
    if sealed is None:
        return _without_upload(row)
    if row.tries > MOST_TRIES:
        return _settled(row, Examined(Finding.UNREADABLE, None))
    try:
        content = open_upload(row.key, bytes(sealed), file_id=row.id)
        return _settled(row, examine(content))
    except CannotOpen:
        return _settled(row, Examined(Finding.GONE, None))
    except clamd.Unavailable as why:
        log.warning("the antivirus does not answer: %s", why)
        lease.put_back(row, after=ANTIVIRUS_AGAIN, tries=0)
        return "later"
    except child.Died as how:
        log.warning("the child ended without an answer: %s", how)
        return _without_answer(row)


def _without_upload(row: Leased) -> str:
    if row.tries >= MOST_TRIES:
        return _settled(row, Examined(Finding.GONE, None))
    lease.put_back(row, after=UPLOAD_AGAIN, tries=row.tries)
    return "later"


def _without_answer(row: Leased) -> str:
    if row.tries >= MOST_DEATHS:
        return _settled(row, Examined(Finding.UNREADABLE, None))
    lease.put_back(row, after=CHILD_AGAIN, tries=row.tries)
    return "later"


def _settled(row: Leased, examined: Examined) -> str:
    body = None
    if examined.body is not None:
        public = _desk(current().data).newest()
        body = seal_for_desk(examined.body, file_id=row.id, public=public)
    ours = lease.settle(row, examined.finding, body)
    return examined.verdict.value if ours else "lost"


@cache
def _desk(data: Path) -> Ring:
    return ring(data, "scanner", "file-public")
