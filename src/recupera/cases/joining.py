"""Confirming a case's e-mail, and joining the case to one that the same person has open already.

Only with both mailboxes proven, which are one: so sharing the thread tells nobody anything.
"""

from datetime import datetime

from recupera.cases import marks
from recupera.cases.believing import document_in
from recupera.cases.models import Author, Case, EntryKind, State
from recupera.cases.sealed import open_field
from recupera.cases.writing import change, change_joined, note


def confirm(case: Case, *, now: datetime) -> None:
    """In the caller's transaction. Raises writing.Overtaken."""
    note(case, EntryKind.CONFIRMED, by=Author.PERSON, now=now)
    change(case, confirmed_at=now)
    root = _same(case)
    if root:
        _join(case, root, now)


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


def _join(case: Case, root: Case, now: datetime) -> None:
    """Two open cases; the thread keeps the earlier of both dates."""
    note(root, EntryKind.JOINED, case.reference, by=Author.SYSTEM, now=now)
    change(
        root,
        due_on=min(filter(None, (root.due_on, case.due_on)), default=None),
        answer_by=min(filter(None, (root.answer_by, case.answer_by)), default=None),
    )
    change_joined(root, due_on=root.due_on)
    change(case, joined_to=root.reference, due_on=root.due_on)
