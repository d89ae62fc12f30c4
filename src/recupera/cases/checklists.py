"""What the catalogue says for agents: which orders a subject leads to, how files are looked at.

Data, and a leaf like it.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recupera.options.words import Text

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# What a case can lead to; `orders.ladder` says what each needs.
Order = Literal["send_username", "start_reset", "change_email", "deactivate", "merge"]
Slug = Annotated[str, Field(pattern=SLUG, max_length=40)]


class Part(BaseModel):
    """A part of the catalogue; what nobody knows in it is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Checked(StrEnum):
    """What agents look at; the proofs of these names."""

    LETTER = "letter"
    IDENTITY = "identity"
    AUTHORITY = "authority"
    CONTRACTS = "contracts"


class Compares(StrEnum):
    """What an agent copies from a file, for the worker to compare with the account. DATE is
    compared with today."""

    DOCUMENT = "document"
    USERNAME = "username"
    EMAIL = "email"
    NAME = "name"
    DATE = "date"


class CheckItem(Part):
    """One thing to look at, answered by yes or no; or one to copy. `days` is how old it may be."""

    slug: Slug
    label: Text
    compares: Compares | None = None
    days: Annotated[int, Field(ge=1, le=365)] | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if (self.compares is Compares.DATE) != (self.days is not None):
            raise ValueError(f"{self.slug}: a date needs days, and nothing else has them")
        return self


class Checklist(Part):
    """How agents look at the files of one proof. `subjects` is empty for all that name no other."""

    proof: Checked
    items: Annotated[tuple[CheckItem, ...], Field(min_length=1, max_length=12)]
    subjects: tuple[str, ...] = ()
