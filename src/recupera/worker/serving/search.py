"""SEARCH: the cases in whose form a datum was typed, whole; so many looks a day, each written down.

Cases are found, never accounts: whether the platform knows the datum changes nothing.
"""

from typing import Any

from recupera.agents.tally import today
from recupera.cases.data_marks import found_by
from recupera.journal.events import Event, record
from recupera.options import current
from recupera.people import DatumKind, normal
from recupera.people import Refused as Unusual
from recupera.worker.serving.asking import Asking, Reason, Refused

MOST = 50


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    """`kind` is a DatumKind, `datum` as it was typed. `cases` are references, newest first."""
    kind, typed = asking.text("kind", 12), asking.text("datum", 320)
    if today(asking.by.id, "search", asking.now) >= current().desk_searches:
        raise Refused(Reason.OVER_BUDGET)
    try:
        cases = found_by(DatumKind(kind), normal(DatumKind(kind), typed).value)
    except (ValueError, Unusual):
        raise Refused(Reason.MALFORMED) from None
    record(Event.SEARCHED, {"by": asking.by.id, "kind": kind, "found": len(cases)})
    return {"cases": cases[:MOST], "more": len(cases) > MOST}
