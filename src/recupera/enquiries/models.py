"""An enquiry in the vault, the memory of which envelopes were handled, and the owners' ledgers.

asked --a correct code--> proven
asked --five wrong codes--> closed
proven --five wrong codes--> closed
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class State(models.TextChoices):
    """Where an enquiry stands; the arrows are in this module's docstring."""

    ASKED = "asked"
    PROVEN = "proven"
    CLOSED = "closed"


class Enquiry(models.Model):
    """One conversation. `id` is its slot's id; what was asked is sealed, the same size for all."""

    id = models.CharField(primary_key=True, max_length=32)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    tries = models.PositiveSmallIntegerField(default=0)
    asks = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now(), db_index=True)


class Handled(models.Model):
    """An envelope that was handled, for as long as its key could open it again.

    `status` and `answer` hold the sealed result until the slot shows it; then they are emptied.
    """

    id = models.CharField(primary_key=True, max_length=32)
    key_id = models.CharField(max_length=31, db_index=True)
    slot_id = models.CharField(max_length=32)
    revision = models.PositiveSmallIntegerField()
    status = models.BinaryField(null=True)
    answer = models.BinaryField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], name="handled_kept", condition=Q(status__isnull=False))
        ]


class Ledger(models.Model):
    """What was sent to an owner in a day, and wrong codes in a row; sealed, one size for all.

    `id` is the owner's mark, or a decoy's; `until` is when the row may go.
    """

    id = models.CharField(primary_key=True, max_length=32)
    body = models.BinaryField()
    until = models.DateTimeField(db_index=True)
