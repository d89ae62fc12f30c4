"""DOWNLOAD: a file of the case leaves the house; the journal says whose doing it was.

The desk opens it by its own key: this keeps no secret, it keeps account.
"""

from typing import Any

from recupera.cases.models import File
from recupera.cases.thread import thread_of
from recupera.journal.events import Event, record_of
from recupera.worker.serving.asking import Asking, Reason, Refused


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    case, name = asking.about, asking.text("file", 32)
    if not File.objects.filter(id=name, case__in=thread_of(case)).exists():
        raise Refused(Reason.NO_SUCH_CASE)
    facts = {"act": "download", "by": asking.by.id, "file": name}
    record_of(case.reference, Event.CHANGED, facts)
    return {}
