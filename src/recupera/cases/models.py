"""Cases in the vault: what somebody asked of the help desk, and what has become of it.

open --the desk asks the person--> waiting
open --the desk answers--> answered
waiting --the person adds--> open
waiting --a month without an answer--> closed
answered --the person adds or reopens--> open
answered --thirty days--> closed
open --the person or the desk closes--> closed
waiting --the person or the desk closes--> closed
answered --the person or the desk closes--> closed
closed --the person reopens within thirty days--> open
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from recupera.cases.mails import CaseMail as CaseMail


class State(models.TextChoices):
    """Where a case stands; the arrows are in this module's docstring."""

    OPEN = "open"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class Author(models.TextChoices):
    """Who wrote an entry."""

    PERSON = "person"
    DESK = "desk"
    SYSTEM = "system"


class EntryKind(models.TextChoices):
    """What an entry of a case's history says."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    ADDED = "added"
    EMAIL_CORRECTED = "email_corrected"
    ANSWERED = "answered"
    ASKED = "asked"
    EXTENDED = "extended"
    FORWARDED = "forwarded"
    JOINED = "joined"
    CLOSED = "closed"
    REOPENED = "reopened"
    FILE_REFUSED = "file_refused"
    # For the desk alone: what was odd about the envelope, what agents say, what became of mails.
    NOTED = "noted"
    REMARKED = "remarked"
    TAKEN = "taken"
    PROVED = "proved"
    ORDERED = "ordered"
    POSTED = "posted"


class FileState(models.TextChoices):
    """What the scanner made of a file: waiting -> taken -> clean, unscanned or refused."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLEAN = "clean"
    UNSCANNED = "unscanned"
    REFUSED = "refused"


class Case(models.Model):
    """One case. `reference` is in normal form (`people.case_reference`).

    `subject` is a slug of the catalogue, or "objection", `system` and `request` are slugs too.
    `whose` is "self", "other" or "anonymous", as the form said. `received_at` is the portal's
    moment, from which legal terms run; `opened_at` is when the worker wrote it. Marks are keyed
    digests, empty where there is nothing to mark: of the tracking key (of each, where one draft
    was sent twice), of the e-mail, of e-mail, document and subject together, by which duplicates
    are known, and of what was sent from one draft. `email_field` is the slug of the field that
    holds the e-mail, `code` the digest of the code that confirms it, `guesses` how many others
    were typed for it. `joined_to` is the reference of the case whose thread this one shares.
    `answer_by` is by the service clock, `due_on` the legal term; `until` is when a case that
    waits or is answered closes by itself, and until when a closed one can be reopened.
    `assigned_to` is the agent who has it, empty where nobody does; `first_answered_at` is when the
    desk first answered or asked. `next_at` is when the first of its clocks runs out, by which the
    desk's queue is ordered (`cases.pace`). `marked` is whether its `CaseMark` rows were written.
    Each change is one `revision` more. `body` is what only the worker may know.
    """

    reference = models.CharField(primary_key=True, max_length=10)
    subject = models.CharField(max_length=40)
    system = models.CharField(max_length=40, default="")
    request = models.CharField(max_length=40, default="")
    whose = models.CharField(max_length=9, default="")
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    channel = models.CharField(max_length=12, default="web")
    language = models.CharField(max_length=2, default="es")
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    notice = models.CharField(max_length=20, default="")
    key_mark = models.CharField(max_length=200, default="")
    email_field = models.CharField(max_length=40, default="")
    email_mark = models.CharField(max_length=64, default="")
    same_mark = models.CharField(max_length=64, default="")
    draft_mark = models.CharField(max_length=64, default="")
    joined_to = models.CharField(max_length=10, default="")
    code = models.CharField(max_length=100, default="")
    code_at = models.DateTimeField(null=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    until = models.DateTimeField(null=True)
    assigned_to = models.CharField(max_length=16, default="")
    first_answered_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(db_default=Now())
    marked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    body = models.BinaryField(default=bytes)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="case_due"),
            models.Index(fields=["same_mark"], name="case_same", condition=~models.Q(same_mark="")),
            models.Index(
                fields=["joined_to"], name="case_joined", condition=~models.Q(joined_to="")
            ),
            models.Index(fields=["closed_at"], name="case_closed"),
            models.Index(fields=["until"], name="case_until"),
            models.Index(fields=["assigned_to", "state"], name="case_of_agent"),
            models.Index(
                fields=["joined_to", "state", "-urgent", "next_at", "reference"], name="case_queue"
            ),
            models.Index("opened_at", name="case_unmarked", condition=models.Q(marked=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft_mark"], name="case_draft", condition=~models.Q(draft_mark="")
            )
        ]


class CaseField(models.Model):
    """One field of a case's form, sealed; a row each, so that each can be deleted in its time."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fields")
    slug = models.CharField(max_length=40)
    body = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "slug"], name="case_field_once")
        ]


class CaseMark(models.Model):
    """A datum that a case names, as a keyed digest: by it the worker finds the case again.

    `kind` is a `people.DatumKind`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12)
    mark = models.CharField(max_length=64, db_index=True)


class Entry(models.Model):
    """One step in a case's history, oldest first; `body` is sealed, empty where there is no text.

    `shown` is whether the person sees it; `agent` is who of the desk wrote it.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.CharField(max_length=8, choices=Author)
    kind = models.CharField(max_length=16, choices=EntryKind)
    shown = models.BooleanField(default=True)
    agent = models.CharField(max_length=16, default="")
    body = models.BinaryField(default=bytes)


class File(models.Model):
    """A file of a case. `id` is its upload's in the letterbox.

    `key` is the upload's own key, wiped when the scanner is done; `about` is sealed by the worker
    (name, size, kind); `document` is what it is, by the catalogue; `body` is sealed to the desk.
    `reason` says why it was refused or stayed unscanned. `due_at` is when it may be taken (again),
    `told_at` when the case heard what became of it.
    """

    id = models.CharField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    document = models.CharField(max_length=40, default="")
    identity = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=FileState, default=FileState.WAITING)
    reason = models.CharField(max_length=24, default="")
    about = models.BinaryField()
    key = models.BinaryField(default=bytes)
    body = models.BinaryField(null=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=16, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                name="file_due",
                condition=models.Q(state__in=["waiting", "taken"]),
            ),
            models.Index(
                fields=["done_at"],
                name="file_untold",
                condition=models.Q(done_at__isnull=False, told_at__isnull=True),
            ),
        ]


class HandOver(models.Model):
    """What another help desk is to be told: one entry or one file of a case, once.

    waiting -> taken -> sent, and back to waiting for as long as that desk cannot be reached.
    `name` is what the other desk knows it by, the same at each try. `due_at` is when it may be
    taken (again). It is settled when `sent_at` is set.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handed_over")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, null=True)
    file = models.OneToOneField(File, on_delete=models.CASCADE, null=True)
    name = models.CharField(max_length=32, unique=True)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=16, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="handover_due", condition=models.Q(sent_at__isnull=True)
            )
        ]
