"""The guard's two tables: how much of a budget is used, and which work was already spent."""

from django.db import models


class Budget(models.Model):
    """One budget of one datum or one network, under a key that says neither.

    `tat` is the moment (epoch seconds) until which what was spent reaches; `slack` is how far
    ahead of now it may reach (the generic cell rate algorithm, ITU-T I.371).
    """

    key = models.CharField(primary_key=True, max_length=32)
    tat = models.FloatField()
    slack = models.FloatField()


class Spent(models.Model):
    """A proof of work or a waiting ticket that was used; kept until it would expire anyway."""

    id = models.CharField(primary_key=True, max_length=32)
    until = models.FloatField()
