"""Reads a case's journal to a supervisor or an auditor, in parts, and writes down that it did."""

from typing import Any

from recupera.cases.models import Case
from recupera.journal.events import Event, record_of
from recupera.journal.reading import Told, of_cases
from recupera.worker.serving.asking import Asking, Reason, Refused

# So many fit through the hatch at once.
MOST = 100
MOST_ENTRIES = 2**62


def settle(asking: Asking, _: None) -> dict[str, Any]:
    """`after` is the id of the last entry that was read before; 0 begins."""
    root, after = asking.about, asking.content.get("after", 0)
    if not isinstance(after, int) or not 0 <= after <= MOST_ENTRIES:
        raise Refused(Reason.MALFORMED)
    joined = Case.objects.filter(joined_to=root.reference).values_list("reference", flat=True)
    told = of_cases([root.reference, *joined], after=after, most=MOST + 1)
    shown = told[:MOST]
    record_of(root.reference, Event.PRINTED, {"agent": asking.by.id, "from": after})
    return {
        "entries": [_said(one) for one in shown],
        "next": shown[-1].id if len(told) > MOST else 0,
        "at": asking.now.isoformat(),
    }


def _said(one: Told) -> dict[str, Any]:
    return {
        "id": one.id,
        "place": one.place,
        "at": one.at.isoformat(),
        "event": one.event,
        "chain": one.chain,
        "follows": one.follows,
        "said": one.said,
    }
