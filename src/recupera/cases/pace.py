"""When a case is next due: the clock that runs out first, by which the desk's queue is ordered."""

from datetime import datetime

from recupera.cases.dates import Dates, end_of
from recupera.letterbox.closed_days import calendar


def first_of(found: Dates, *, otherwise: datetime) -> datetime:
    """Of an open case: the service clock until the desk has spoken, and the end of the last day of
    the legal term; `otherwise` where it has neither."""
    due = end_of(calendar(), found.due_on) if found.due_on else None
    by = None if found.spoken else found.answer_by
    return min(filter(None, (by, due)), default=otherwise)
