"""The letterbox's tables: what the portal leaves for the worker, and what comes back.

The portal may insert and read envelopes and slots; only the worker may change or delete them.
Drafts and uploads are the portal's own until they are sent, sealed for one browser.
"""

from django.db import models
from django.db.models.functions import Now


class EnvelopeKind(models.TextChoices):
    """What an envelope asks for. A prove or an act is quick and goes before the others."""

    ASK = "ask"
    PROVE = "prove"
    SET_PASSWORD = "set_password"
    OBJECT = "object"
    OPEN_CASE = "open_case"
    ASK_CASE = "ask_case"
    PROVE_CASE = "prove_case"
    ACT_ON_CASE = "act_on_case"


class Slot(models.Model):
    """Where the worker publishes for one browser. `id` is a hash of the flow secret."""

    id = models.CharField(primary_key=True, max_length=32)
    created_at = models.DateTimeField(db_default=Now())
    status = models.BinaryField(null=True)
    answer = models.BinaryField(null=True)
    revision = models.PositiveSmallIntegerField(db_default=0)
    published_at = models.DateTimeField(null=True)


class Envelope(models.Model):
    """One sealed request. The portal cannot reopen it; the worker takes it with a lease."""

    id = models.CharField(primary_key=True, max_length=32)
    slot_id = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=12, choices=EnvelopeKind.choices)
    key_id = models.CharField(max_length=31)
    body = models.BinaryField()
    inserted_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now())
    lease = models.CharField(max_length=16, db_default="")

    class Meta:
        indexes = [models.Index(fields=["kind", "due_at"], name="envelope_turn")]


class Delay(models.Model):
    """How long codes take now, in whole seconds, and how many times as much an ask costs.

    The same for everybody. One row, number 1.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seconds = models.PositiveIntegerField()
    raised = models.PositiveSmallIntegerField(db_default=1)
    told_at = models.DateTimeField()


class TakenReference(models.Model):
    """A case's reference that was drawn: the portal sees no case, and draws none twice."""

    reference = models.CharField(primary_key=True, max_length=10)


class Draft(models.Model):
    """A case's form until it is sent, then its receipt. `id` is a hash of its browser's secret."""

    id = models.CharField(primary_key=True, max_length=32)
    body = models.BinaryField()
    saved_at = models.DateTimeField(db_default=Now(), db_index=True)


class Upload(models.Model):
    """A file as it was sent up, sealed under a key of its own that only draft or envelope holds.

    `owner` is the draft or the slot that it came with, `size` what `body` takes in bytes. `kept` is
    set by the worker once a case has it; what is not kept goes after a day.
    """

    id = models.CharField(primary_key=True, max_length=32)
    owner = models.CharField(max_length=32, db_index=True)
    size = models.PositiveIntegerField()
    body = models.BinaryField()
    kept = models.BooleanField(db_default=False)
    created_at = models.DateTimeField(db_default=Now(), db_index=True)


class ClosedDay(models.Model):
    """A day without service besides the public holidays, and why, as people read it."""

    day = models.DateField(primary_key=True)
    reason_es = models.CharField(max_length=80)
    reason_en = models.CharField(max_length=80)
