"""Lifting a freeze: the operator does it at the console, two agents do it with an order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from recupera.cases.models import Case
from recupera.cases.opening import about
from recupera.journal.events import Event, record_of
from recupera.orders.models import OrderObjection
from recupera.recoveries.models import Freeze, Objection

STORE = "vault"
# What the journal has room for, as it writes it.
MOST_REASON = 140


@dataclass(frozen=True)
class Frozen:
    """A frozen account as its case knows it; `by` is the channel that objected."""

    case: str
    since: datetime
    username: str
    by: str


class NotFrozen(Exception):
    """No freeze belongs to this case, or it was lifted already."""


class ReasonTooLong(Exception):
    """The reason does not fit into the journal."""


def frozen() -> Iterator[Frozen]:
    """Every frozen account, the longest frozen first."""
    for freeze in Freeze.objects.order_by("since"):
        said = about(Case.objects.get(reference=freeze.case_reference))
        username = said["account"]["username"]
        yield Frozen(freeze.case_reference, freeze.since, username, said["by"])


def unfreeze(case: str, reason: str) -> None:
    """Lifts the freeze of a case (in normal form), and writes down why.

    The other notices' objection codes end with it: who holds one of the channels must not be able
    to freeze again what was just decided. Raises NotFrozen or ReasonTooLong.
    """
    if len(json.dumps(reason)) > MOST_REASON:
        raise ReasonTooLong
    with transaction.atomic(STORE):
        freeze = Freeze.objects.select_for_update().filter(case_reference=case).first()
        if freeze is None:
            raise NotFrozen
        Objection.objects.filter(recovery=freeze.recovery).delete()
        OrderObjection.objects.filter(order=freeze.recovery).delete()
        freeze.delete()
        record_of(case, Event.UNFROZEN, {"reason": reason})
