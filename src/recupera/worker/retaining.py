"""Deleting what cases have kept long enough, and saying in the journal how much of what."""

from datetime import datetime

from django.db import transaction

from recupera.cases.catalogue import load_catalogue
from recupera.cases.retention import rules
from recupera.journal.events import Event, record
from recupera.letterbox.clock import now
from recupera.options import current

STORE = "vault"


def delete_due(at: datetime | None = None) -> dict[str, int]:
    """A part of what is due, each rule's in a transaction of its own; how many of each rule."""
    catalogue, gone = load_catalogue(current().preset), {}
    for rule in rules(catalogue.retention, at or now(STORE)) if catalogue else ():
        with transaction.atomic(STORE):
            if count := rule.delete():
                gone[rule.what] = count
                record(Event.DELETED, {"what": rule.what, "count": count})
    return gone
