"""Confirming a case's e-mail, and joining the case to one that the same person has open already.

By itself only with both mailboxes proven, which are one: so sharing the thread tells nobody
anything. An agent may join others too; their persons are not shown each other's (`cases.thread`).
"""

from datetime import datetime
from typing import Any

from recupera.cases import marks
from recupera.cases.believing import document_in
from recupera.cases.models import Author, Case, EntryKind, State
from recupera.cases.sealed import open_field
from recupera.cases.writing import NotNow, change, change_joined, note


def confirm(case: Case, *, now: datetime) -> None:
    """In the caller's transaction. Raises writing.Overtaken."""
    note(case, EntryKind.CONFIRMED, by=Author.PERSON, now=now)
    change(case, confirmed_at=now)
    root = _same(case)
    if root:
        join(case, root, now=now)


def fields_of(case: Case) -> dict[str, str]:
    """What was typed into the form, by slug."""
    return {
        one.slug: open_field(case.reference, one.slug, bytes(one.body))
        for one in case.fields.order_by("slug")
    }


def _same(case: Case) -> Case | None:
    """The oldest open case of the same mailbox, document and subject that is confirmed too.

    None that waits for its person or was answered: nobody would read there what is asked anew.
    """
    if not case.same_mark or case.state != State.OPEN:
        return None
    fields = fields_of(case)
    document = document_in(fields)
    probes = marks.probes_of_same(fields.get(case.email_field, ""), document, case.subject)
    alike = Case.objects.filter(same_mark__in=probes, confirmed_at__isnull=False, joined_to="")
    others = alike.filter(state=State.OPEN).exclude(reference=case.reference)
    return others.order_by("received_at", "reference").first()


def join(case: Case, root: Case, *, now: datetime, shown: bool = True, agent: str = "") -> None:
    """Whatever shared the thread of `case` shares that of `root` from now on, which keeps the
    earlier of all dates. `shown` is whether its person may hear of it.

    Raises NotNow where nobody is about to read `root`: what comes to it would be lost with it.
    """
    if root.state != State.OPEN:
        raise NotNow
    by = Author.DESK if agent else Author.SYSTEM
    note(root, EntryKind.JOINED, case.reference, by=by, now=now, shown=shown, agent=agent)
    # In any case, so that nobody moves the thread without the case that comes to it.
    change(root, **_earlier(case, root))
    change_joined(root, due_on=root.due_on)
    same = {
        "joined_to": root.reference,
        "state": root.state,
        "until": root.until,
        "due_on": root.due_on,
        "closed_at": root.closed_at,
    }
    change_joined(case, **same)
    change(case, **same)


def _earlier(case: Case, root: Case) -> dict[str, Any]:
    both = (root, case) if case.state == State.OPEN else (root,)
    return {
        "due_on": min(filter(None, (root.due_on, case.due_on)), default=None),
        "answer_by": min(filter(None, (root.answer_by, case.answer_by)), default=None),
        "next_at": min(one.next_at for one in both),
    }


def of_one_mailbox(*cases: Case) -> bool:
    """Whether each of them was confirmed, all from one address."""
    addresses = {_address(case) for case in cases}
    return len(addresses) == 1 and "" not in addresses


def _address(case: Case) -> str:
    return fields_of(case).get(case.email_field, "") if case.confirmed_at else ""
