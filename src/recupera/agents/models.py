"""Who works at the desk, as the worker knows them: written by the worker alone, read by the desk.

The desk has its own accounts for signing in (`desk.models`); what counts for an order is this.
"""

from typing import ClassVar

from django.db import models

from recupera.agents.policy import Role
from recupera.keys.vouching import LONGEST


class FactorKind(models.TextChoices):
    """A second factor that the worker itself can judge."""

    TOTP = "totp"
    PASSKEY = "passkey"


class Agent(models.Model):
    """One agent. `id` is 16 hex digits; `email` is in normal form.

    `joined_at` is when the first factor was enrolled, `shift_until` until when the worker takes
    requests of theirs: it has judged a second factor for that. Who left has `left_at`. `seal` is
    the worker's own over all that counts (`agents.vouching`).
    """

    id = models.CharField(primary_key=True, max_length=16)
    email = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Role])
    language = models.CharField(max_length=2, default="es")
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    shift_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=LONGEST, default="")


class Factor(models.Model):
    """A second factor. `body` is sealed for the worker alone: a TOTP secret, or a passkey's public
    key. `mark` is the SHA-256 of a passkey's id; `last_step` the latest TOTP step that was used.
    """

    id = models.CharField(primary_key=True, max_length=32)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=7, choices=FactorKind)
    mark = models.CharField(max_length=64, default="")
    body = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Invite(models.Model):
    """A code that lets somebody join. `id` is its keyed digest; `by` an agent, or "operator"."""

    id = models.CharField(primary_key=True, max_length=64)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="invites")
    by = models.CharField(max_length=16)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    seal = models.CharField(max_length=LONGEST, default="")


class UsedAssertion(models.Model):
    """A passkey's signature that was taken once; `id` is its SHA-256."""

    id = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(db_index=True)


class Tally(models.Model):
    """How often an agent did something on a day: what budgets and supervision go by.

    `what` is an act, or an act and `!refused`.
    """

    agent = models.CharField(max_length=16)
    day = models.DateField(db_index=True)
    what = models.CharField(max_length=32)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "day", "what"], name="tally_once")
        ]
