"""A new password on its way, the codes to object to it, and the accounts that are frozen.

claimed --the directory set it--> set
set --every channel is told--> told
told --an objection--> objected

A claim that comes to nothing is deleted, and the account is free for the next.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """How far a recovery came; the arrows are in this module's docstring."""

    CLAIMED = "claimed"
    SET = "set"
    TOLD = "told"
    OBJECTED = "objected"


class Recovery(models.Model):
    """One change of one account's password. `id` is its envelope's, and the directory's operation.

    `account` is a keyed digest (`marks`); whose account it is stands in the sealed `body`.
    `finished_at` is when the channels were told. At `due_at` housekeeping looks whether the
    directory has still to be asked; None where nothing is left to do.
    """

    id = models.CharField(primary_key=True, max_length=32)
    enquiry = models.CharField(max_length=32)
    account = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.CLAIMED)
    body = models.BinaryField()
    claimed_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Two tabs, two enquiries, two workers: one change at a time.
            models.UniqueConstraint(
                fields=["account"],
                name="recovery_one_at_a_time",
                condition=Q(state__in=["claimed", "set"]),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="recovery_due", condition=Q(due_at__isnull=False))
        ]


class Objection(models.Model):
    """One notice's objection code. `id` is its keyed digest; the code itself is kept nowhere.

    `channel` counts the account's channels as they stand in the recovery's body. `used_by` is
    the envelope that typed it.
    """

    id = models.CharField(primary_key=True, max_length=64)
    recovery = models.CharField(max_length=32, db_index=True)
    channel = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField(db_index=True)
    used_by = models.CharField(max_length=32, default="")


class Freeze(models.Model):
    """An account that nobody recovers here until two agents, or the operator, say so."""

    account = models.CharField(primary_key=True, max_length=64)
    since = models.DateTimeField()
    recovery = models.CharField(max_length=32)
    case_reference = models.CharField(max_length=10, db_index=True)
