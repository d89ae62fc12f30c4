"""The form of the find page: which datum the person chose, and what they typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from recupera.people import DatumKind, Normal, Refused, normal
from recupera.portal import refusals
from recupera.portal.refusals import Sentence

# The cookie that remembers the datum has one size, and no datum that exists is longer.
LONGEST = 400
DATA = (DatumKind.NATIONAL_ID, DatumKind.PHONE, DatumKind.USERNAME, DatumKind.EMAIL)


@dataclass(frozen=True)
class Datum:
    """What one enquiry is about: as typed, for the person's eyes, and in its normal form."""

    kind: DatumKind
    typed: str
    normal: Normal


class NotAsked(Exception):
    """The form cannot be handled; `field` is None where no single field is at fault."""

    def __init__(self, field: DatumKind | None, sentence: Sentence) -> None:
        super().__init__(field)
        self.field = field
        self.sentence = sentence
        self.closed = ""


@dataclass(frozen=True)
class Question:
    """What came with the form. `marked` is the choice that the person made, if any."""

    marked: DatumKind | None = None
    typed: Mapping[DatumKind, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Question":
        kind = given.get("kind")
        return cls(
            marked=DatumKind(kind) if kind in set(DATA) else None,
            typed={kind: given.get(kind, "").strip() for kind in DATA},
        )

    @cached_property
    def chosen(self) -> DatumKind | None:
        """The marked choice counts; where none is marked, the only field that is filled."""
        filled = [kind for kind in DATA if self.typed.get(kind)]
        return self.marked or (filled[0] if len(filled) == 1 else None)

    def datum(self) -> Datum:
        """Raises NotAsked with what to do instead."""
        kind = self.chosen
        if kind is None:
            raise NotAsked(None, refusals.NOTHING_CHOSEN)
        return datum_of(kind, self.typed.get(kind, ""))


def datum_of(kind: DatumKind, typed: str) -> Datum:
    """Raises NotAsked."""
    if not typed:
        raise NotAsked(kind, refusals.EMPTY[kind])
    if len(json.dumps(typed)) > LONGEST:
        raise NotAsked(kind, refusals.TOO_LONG)
    try:
        return Datum(kind, typed, normal(kind, typed))
    except Refused as refused:
        raise NotAsked(kind, refusals.sentence(kind, refused.reason)) from None
