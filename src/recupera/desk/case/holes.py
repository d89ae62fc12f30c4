"""What goes into the holes of a macro: of the case and the house, never of an account."""

from datetime import UTC, datetime

from django.utils.translation import override

from recupera.cases.models import Case
from recupera.desk.when import day, today_of
from recupera.options import current
from recupera.people.case_reference import grouped


def holes(case: Case) -> dict[str, str]:
    """By their names, in the language of the case."""
    with override(case.language):
        due = case.due_on and day(case.due_on, today=today_of(datetime.now(UTC)))
    return {
        "numero": grouped(case.reference),
        "servicio": current().texts.platform,
        "fecha": due or "",
    }
