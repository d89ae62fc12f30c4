"""Counting for supervision, in what housekeeping does anyway: no question is any more work.

An enquiry is counted when it is purged, a new password and an objection when their entries of the
journal are chained: each in the transaction that makes it happen once.
"""

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from recupera.agents.tally import day_of
from recupera.cases.enquiry import CaseEnquiry
from recupera.enquiries.models import Enquiry, State
from recupera.figures.counting import add
from recupera.figures.models import What
from recupera.journal.chain import seal_new
from recupera.journal.events import Event
from recupera.keys import CannotOpen, KeyMissing

STORE = "vault"
MOST = 500
EVENTS = {Event.RECOVERED.value: What.PASSWORDS, Event.OBJECTED.value: What.OBJECTIONS}
STATES = {State.PROVEN.value: What.PROVEN, State.CLOSED.value: What.CLOSED}


def seal_and_count() -> None:
    """Chains the journal's new entries, and counts those of them that are shown as figures."""
    with transaction.atomic(STORE):
        sealed = seal_new()
        add(Counter((day_of(at), EVENTS[event]) for event, at in sealed if event in EVENTS))


def forget(enquiries: "QuerySet[Enquiry]") -> None:
    """Deletes these enquiries; those about accounts are counted on the day when they began."""
    while _forget_some(enquiries):
        pass


def _forget_some(enquiries: "QuerySet[Enquiry]") -> bool:
    with transaction.atomic(STORE):
        held = enquiries.select_for_update(skip_locked=True).order_by("created_at")
        rows = list(held[:MOST])
        Enquiry.objects.filter(id__in=[row.id for row in rows]).delete()
        add(_counted([row for row in rows if not _is_about_a_case(row)]))
    return len(rows) == MOST


def _counted(rows: list[Enquiry]) -> Counter[tuple[date, What]]:
    counted: Counter[tuple[date, What]] = Counter()
    for row in rows:
        day = day_of(row.created_at)
        counted[day, What.ASKED] += 1
        if row.state in STATES:
            counted[day, STATES[row.state]] += 1
    return counted


def _is_about_a_case(row: Enquiry) -> bool:
    try:
        CaseEnquiry.open(row.id, bytes(row.body))
    except (CannotOpen, KeyMissing):
        return False
    return True
