"""MERGE: two cases of one person become one thread; both references stay good.

The thread is that of the open case that is due first, so that no term gets longer. Two mailboxes,
or one that nobody confirmed, may be two people: then only a senior joins them, says why, and
neither is shown what the other wrote (`cases.thread`).
"""

from typing import Any

from recupera.agents.policy import LIVE, Role
from recupera.cases.joining import join, of_one_mailbox
from recupera.cases.models import Case, State
from recupera.cases.thread import find, root_of, thread_of
from recupera.journal.events import Event, record_of
from recupera.people import case_reference
from recupera.worker.serving.asking import Asking, Reason, Refused


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    """`other` is the other case's reference, `text` why. `case` is the thread's from now on."""
    case, other, text = asking.as_seen(), _other(asking), asking.text("text")
    root, joined = _order(case, other)
    same = of_one_mailbox(*thread_of(case), *thread_of(other))
    if not same and (asking.by.role != Role.SENIOR or not text):
        raise Refused(Reason.LACKING)
    by = asking.by.id
    join(joined, root, now=asking.now, shown=same, agent=by)
    facts = {"act": "merge", "by": by, "into": root.reference, "one_mailbox": same}
    record_of(joined.reference, Event.CHANGED, facts)
    record_of(root.reference, Event.CHANGED, facts | {"of": joined.reference})
    return {"case": root.reference}


def _other(asking: Asking) -> Case:
    reference = case_reference.reference(asking.text("other", 40))
    found = find(reference) if reference else None
    if found is None:
        raise Refused(Reason.NO_SUCH_CASE)
    root = root_of(found)
    if root.reference == asking.about.reference or root.state not in LIVE or root.urgent:
        raise Refused(Reason.NOT_NOW)
    return Case.objects.select_for_update().get(reference=root.reference)


def _order(*cases: Case) -> tuple[Case, Case]:
    """Whose thread it is, and who joins it. Raises Refused where nobody of them waits for us, or
    one is an objection's, which has no person."""
    is_open = [one for one in cases if one.state == State.OPEN and one.due_on]
    if not is_open or any(one.urgent for one in cases):
        raise Refused(Reason.NOT_NOW)
    root = min(is_open, key=lambda one: (one.due_on, one.received_at))
    return root, next(one for one in cases if one is not root)
