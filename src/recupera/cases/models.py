"""A case for the desk. So far only the urgent one that an objection opens; the form comes later."""

from django.db import models


class Kind(models.TextChoices):
    """What a case is about."""

    OBJECTION = "objection"


class Case(models.Model):
    """One case. `reference` is in normal form (`cases.reference`); what it says is sealed."""

    reference = models.CharField(primary_key=True, max_length=10)
    kind = models.CharField(max_length=16, choices=Kind)
    urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField(db_index=True)
    body = models.BinaryField()
