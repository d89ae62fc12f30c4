"""The journal: what happened, appended by the worker, chained so that a change is found."""

from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One event. `body` is sealed, one size for all.

    `place` and `chain` are set by the sealer and final: the order of sealing, not of ids, since
    a transaction that began earlier may commit later.
    """

    at = models.DateTimeField(db_default=Now())
    event = models.CharField(max_length=24)
    body = models.BinaryField()
    place = models.BigIntegerField(null=True, unique=True)
    chain = models.BinaryField(null=True, max_length=32)


class Mention(models.Model):
    """That an entry is about a case, by its reference: so that a case's own journal is found."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    case = models.CharField(max_length=10, db_index=True)
