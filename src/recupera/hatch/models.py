"""The hatch's tables, in the vault. The desk inserts requests and reads replies; only the worker
takes, answers and deletes. The portal cannot even connect."""

from django.db import models
from django.db.models.functions import Now


class Request(models.Model):
    """What an agent asks of the worker, sealed to the worker's key `key_id`.

    `kind` is an `agents.policy.Act`, `agent` who asks, empty before anybody signed in: both stand
    in the sealed body too, and the worker goes by that. Taken with a lease; kept until answered.
    """

    id = models.CharField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=24)
    agent = models.CharField(max_length=16, db_default="")
    key_id = models.CharField(max_length=31)
    body = models.BinaryField()
    inserted_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(db_default=Now(), db_index=True)
    lease = models.CharField(max_length=16, db_default="")
    tries = models.PositiveSmallIntegerField(db_default=0)


class Reply(models.Model):
    """The worker's reply, sealed under the secret that its request, `id`, carried."""

    id = models.CharField(primary_key=True, max_length=32)
    body = models.BinaryField()
    at = models.DateTimeField(db_default=Now(), db_index=True)
