"""One row, which the sender keeps."""

from django.db import models


class Beat(models.Model):
    """When the mail server last answered the sender. There is one row, number 1."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    answered_at = models.DateTimeField()
