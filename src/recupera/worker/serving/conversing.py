"""What the acts of the conversation share: a case as it was seen, and had by whoever writes."""

from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.writing import change, note
from recupera.journal.events import Event, record_of
from recupera.worker.serving.asking import Asking, Reason, Refused


def held(asking: Asking) -> Case:
    """The case, unchanged since the agent saw it, and theirs from now on if it was nobody's.

    Raises Refused where another has it: they take it first, which both see.
    """
    asking.as_seen()
    return own(asking)


def own(asking: Asking) -> Case:
    """The case, however it is: who proves or orders something has it, so that its story says
    through whose hands it went. Raises Refused."""
    case = asking.about
    if case.assigned_to not in ("", asking.by.id):
        raise Refused(Reason.TAKEN)
    if not case.assigned_to:
        assign(case, asking.by.id, asking)
    return case


def assign(case: Case, to: str, asking: Asking, text: str = "") -> None:
    """Gives the case to an agent, or with an empty `to` to nobody; the history says so."""
    said = f"{to} {text}".strip() if to else f"- {text}".strip()
    note(
        case,
        EntryKind.TAKEN,
        said,
        by=Author.DESK,
        now=asking.now,
        shown=False,
        agent=asking.by.id,
    )
    change(case, assigned_to=to)
    act = "take" if to == asking.by.id else "hand_over"
    record_of(case.reference, Event.CHANGED, {"act": act, "by": asking.by.id, "to": to})


def words(asking: Asking, name: str = "text") -> str:
    """What is written, at least something. Raises Refused."""
    found = asking.text(name)
    if not found:
        raise Refused(Reason.MALFORMED)
    return found
