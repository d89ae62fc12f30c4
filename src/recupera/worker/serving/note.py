"""NOTE: what agents tell each other; no person sees it.

It goes by no revision: it changes nothing that anybody decided by.
"""

from typing import Any

from recupera.cases.models import Author, EntryKind
from recupera.cases.writing import note
from recupera.journal.events import Event, record_of
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.conversing import words


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    case, text, by = asking.about, words(asking), asking.by.id
    at = asking.now
    note(case, EntryKind.REMARKED, text, by=Author.DESK, now=at, shown=False, agent=by)
    record_of(case.reference, Event.CHANGED, {"act": "note", "by": by})
    return {}
