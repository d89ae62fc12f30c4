"""The outbox: one table, where a message waits, sealed, until the sender has handed it over."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

# One size for every body, before sealing and after: the sealed form adds the sender's
# one-time public key (32 bytes) and the tag (16 bytes).
CONTENT_SIZE = 4096
BODY_SIZE = CONTENT_SIZE + 48
WIPED = bytes(BODY_SIZE)


class State(models.TextChoices):
    """Where a message stands.

    Every move of a row is one of these (`lease.MOVES` is the same list):

        waiting -> taken     a sender leases it
        waiting -> gone      its time was over before anybody took it
        taken -> sent        handed over, or empty inside; wiped
        taken -> waiting     refused for now: again after a growing delay
        taken -> taken       its sender died: leased once more, marked as a repeat
        taken -> gone        refused for good, out of time, or abandoned twice; wiped
    """

    WAITING = "waiting"
    TAKEN = "taken"
    SENT = "sent"
    GONE = "gone"


class Message(models.Model):
    """One message or one null row; nothing outside the sealed body says which.

    `body` is sealed for the key `key_id` of the sender and bound to `id`; `tries` counts
    leases, `repeats` those after a sender that died on it. `sent_at` is the tick at which the
    settling sender took the row, not the end of the sending, which would tell a null row from
    a message. `mark` and `outcome` are written when the row ends, for null rows too
    (`kept_outcomes`).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key_id = models.CharField(max_length=31)
    body = models.BinaryField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    lease_token = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=32, default="")
    outcome = models.BinaryField(default=bytes)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"], name="message_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["lease_until"], name="message_taken", condition=Q(state="taken")),
            models.Index(fields=["created_at"], name="message_created"),
            models.Index(fields=["mark"], name="message_mark", condition=~Q(mark="")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_state", condition=Q(state__in=["waiting", "taken", "sent", "gone"])
            )
        ]


class SmsCount(models.Model):
    """How many text messages were sent in the five minutes from `since` on, for the limits."""

    since = models.DateTimeField(primary_key=True)
    count = models.IntegerField(default=0)
