"""What the embedded directory keeps: sealed entries, a blind index to them, and its imports."""

import uuid

from django.db import models
from django.utils import timezone

from recupera.directories.contract import LONGEST_OPERATION
from recupera.directories.embedded.sealed import INDEXED

DIGEST = 32


class Entry(models.Model):
    """One account. `external` is a keyed digest of the platform's own id; `body` is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external = models.BinaryField(max_length=DIGEST, unique=True)
    body = models.BinaryField()


class IndexRow(models.Model):
    """One datum of one entry, as a keyed digest.

    The primary key is the very range that `find` reads, in its order; nothing else is needed
    to look up among a million.
    """

    pk = models.CompositePrimaryKey("kind", "digest", "entry_id")
    kind = models.CharField(max_length=11, choices=[(kind, kind) for kind in INDEXED])
    digest = models.BinaryField(max_length=DIGEST)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE)


class Password(models.Model):
    """One password that an operation set, or was to set.

    `body` is the sealed hash; without one the operation was objected to before it came. No foreign
    key to the entry: an import replaces entries by deleting and inserting them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.UUIDField()
    operation = models.CharField(max_length=LONGEST_OPERATION)
    body = models.BinaryField(null=True)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "operation"], name="once_per_operation")
        ]


class Credential(models.Model):
    """How one entry is signed in to; made when it is first needed.

    `current` is the password in force, if any. `failed` counts wrong ones in a row. A session is
    good as long as `sessions` is what it was when the session began.
    """

    entry = models.UUIDField(primary_key=True, editable=False)
    current = models.ForeignKey(Password, null=True, on_delete=models.SET_NULL, related_name="+")
    failed = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    sessions = models.PositiveIntegerField(default=0)


class Operation(models.Model):
    """A change of an account that was carried out, or (not `done`) never will be.

    No foreign key to the entry, as with passwords.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.UUIDField()
    operation = models.CharField(max_length=LONGEST_OPERATION)
    done = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "operation"], name="change_once")]


class Import(models.Model):
    """One import that ran to its end; the newest tells how old the directory is."""

    class Kind(models.TextChoices):
        DELTA = "delta"
        FULL = "full"
        DEMO = "demo"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=Kind)
    finished_at = models.DateTimeField(default=timezone.now, db_index=True)
    rows = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
