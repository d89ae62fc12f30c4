"""The case that an address names."""

from django.http import Http404

from recupera.cases.models import Case
from recupera.cases.thread import find, root_of
from recupera.people import case_reference


def case_of(typed: str) -> Case:
    """The root of the thread of that reference. Raises Http404."""
    reference = case_reference.reference(typed)
    found = find(reference) if reference else None
    if found is None:
        raise Http404
    return root_of(found)


def address(case: Case) -> str:
    """How a page's address names it."""
    return case_reference.grouped(case.reference)
