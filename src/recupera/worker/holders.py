"""Who had a case, one after the other, by its journal: a row can be written by whoever has the
store, and what stands there only by the worker."""

from collections.abc import Iterator

from recupera.cases.models import Case
from recupera.journal.events import Event
from recupera.journal.mentioning import opened
from recupera.journal.models import Entry
from recupera.keys import CannotOpen, KeyMissing

TOOK = ("take", "hand_over")


def holders(case: Case) -> tuple[str, ...]:
    """Agents' ids, the one who has it now last; empty at the end where nobody has."""
    return tuple(_holders(case))


def _holders(case: Case) -> Iterator[str]:
    changed = Entry.objects.filter(mention__case=case.reference, event=Event.CHANGED)
    for body in changed.order_by("id").values_list("body", flat=True):
        try:
            said = opened(bytes(body))
        except (CannotOpen, KeyMissing):
            continue
        if said.get("case") == case.reference and said.get("act") in TOOK:
            yield str(said.get("to", ""))
