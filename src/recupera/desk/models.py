"""What is the desk's own: how agents sign in, what they keep at hand, who looks at which case.

Nothing here counts for an order: whoever took over the desk could write all of it.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Users(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=username)


class User(AbstractBaseUser):
    """Whoever may sign in. `agent` is the id of the `agents.Agent` that the worker knows."""

    agent = models.CharField(max_length=16, unique=True)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["agent"]

    objects = Users()


class SavedView(models.Model):
    """A queue that somebody keeps at hand: the query of its address, under a name."""

    agent = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    place = models.PositiveSmallIntegerField(default=0)


class Presence(models.Model):
    """Who has a case open, and whether they are writing; a row goes with its `seen_at`."""

    case = models.CharField(max_length=10)
    agent = models.CharField(max_length=16)
    writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "agent"], name="presence_once")
        ]


class Macro(models.Model):
    """A text for answers, in both languages; `subject` is a slug of the catalogue, or empty: any.

    `act` is answer or ask. It never holds account data: an answer goes to the case's own page.
    """

    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=40, default="", blank=True)
    act = models.CharField(max_length=6, default="answer")
    text_es = models.TextField(max_length=4000)
    text_en = models.TextField(max_length=4000)
    changed_by = models.CharField(max_length=16, default="")
    changed_at = models.DateTimeField(auto_now=True)


class Counted(models.Model):
    """A row of Django's database cache: what the door's limits count. Django alone reads it."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "desk_cache"
