"""Which rows of the outbox are mails to a case's own address."""

from django.db import models


class CaseMail(models.Model):
    """A row of the outbox that was written for a case: its acknowledgement, or that there is news.

    A null row has one too, so nothing tells which was a mail; the worker alone reads them, says in
    the history what became of each, and forgets those of null rows. `seen` is the SHA-256 of the
    sealed outcome that it told of last.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="mails")
    what = models.CharField(max_length=8)
    at = models.DateTimeField(db_index=True)
    seen = models.CharField(max_length=64, default="")
