"""Numbers of a day, and of nobody."""

from typing import ClassVar

from django.db import models


class What(models.TextChoices):
    """What is counted. Of enquiries about accounts, a day after they began: how many there were,
    were proven, were closed by wrong codes; passwords set, and objections."""

    ASKED = "asked"
    PROVEN = "proven"
    CLOSED = "closed"
    PASSWORDS = "passwords"
    OBJECTIONS = "objections"


class DayFigure(models.Model):
    """How often something happened on one day of the service's calendar."""

    day = models.DateField()
    what = models.CharField(max_length=12, choices=What)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "what"], name="day_figure_once")
        ]
