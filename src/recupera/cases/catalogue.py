"""What cases can be about on a platform: systems, requests, subjects, fields, documents. Data.

A leaf: it reads a TOML file beside the preset and imports no other part of the cases, so that the
portal may draw the form from it.
"""

import tomllib
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from recupera.cases.checklists import SLUG as SLUG
from recupera.cases.checklists import Checklist, Order, Part, Slug
from recupera.options.preset import SHIPPED
from recupera.options.words import Text

Days = Annotated[int, Field(ge=0, le=3650)]


class FieldKind(StrEnum):
    """How a field is typed and checked; the portal has one widget and one check for each."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    DOCUMENT = "document"
    PHONE = "phone"
    EMAIL = "email"
    USERNAME = "username"


class Step(StrEnum):
    """The pages of the form that hold fields, in their order."""

    PERSON = "person"
    PLACE = "place"
    CONTACT = "contact"
    REQUEST = "request"


class Choice(Part):
    slug: Slug
    label: Text


class FormField(Part):
    """One field. `identity` fields are left out, and dropped, where somebody stays anonymous."""

    slug: Slug
    kind: FieldKind
    step: Step
    label: Text
    hint: Text | None = None
    required: bool = True
    identity: bool = True
    longest: Annotated[int, Field(ge=1, le=4000)] = 150
    autocomplete: str = "off"
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _choices(self) -> Self:
        if (self.kind is FieldKind.CHOICE) != bool(self.choices):
            raise ValueError(f"{self.slug}: a choice needs choices, and nothing else has them")
        return self


class Document(Part):
    """A file that a subject asks for; `identity` is a copy of an identity document."""

    slug: Slug
    label: Text
    hint: Text | None = None
    required: bool = False
    identity: bool = False


class Term(Part):
    """A legal term, in business days, and what may be done about it (`cases/terms.py` counts it).

    `further`: the most by which it may be extended; without it as long again, so double at most.
    """

    slug: Slug
    label: Text
    days: Annotated[int, Field(ge=1, le=90)]
    source: str
    further: Annotated[int, Field(ge=0, le=90)] | None = None
    ask_within: Annotated[int, Field(ge=0, le=90)] = 10
    person_months: Annotated[int, Field(ge=1, le=12)] = 1
    forward_within: Annotated[int, Field(ge=0, le=90)] = 5

    @property
    def longest(self) -> int:
        return self.days + (self.days if self.further is None else self.further)


class Subject(Part):
    """What a case is about. `fields` and `documents` are slugs; `texts` are shown before the form.

    `service_hours` is how much service time a first answer takes at most. `orders` are what agents
    may order about the account; where there are any, the case's page offers to prove something.
    """

    slug: Slug
    label: Text
    hint: Text | None = None
    fields: tuple[str, ...]
    documents: tuple[str, ...] = ()
    texts: tuple[Text, ...] = ()
    term: str
    service_hours: Annotated[int, Field(ge=1, le=500)]
    anonymous: bool = False
    orders: tuple[Order, ...] = ()


class Request(Part):
    """A kind of request, such as "Solicitud o duda"."""

    slug: Slug
    label: Text
    subjects: Annotated[tuple[str, ...], Field(min_length=1)]


class System(Part):
    slug: Slug
    label: Text
    requests: Annotated[tuple[str, ...], Field(min_length=1)]


class Notice(Part):
    """The privacy notice of the form; its version is stored with each case."""

    version: Annotated[str, Field(min_length=1, max_length=20)]
    text: Text


class Retention(Part):
    """Days after its end that a case keeps things, by what they are.

    `identity_copies` are the copies of identity documents, `files` all others, `fields` by slug
    (`other_fields` is every field not named there), `entries` the conversation, `case` its row.
    """

    identity_copies: Days
    files: Days
    entries: Days
    other_fields: Days
    case: Days
    fields: dict[Slug, Days] = {}

    @model_validator(mode="after")
    def _identity_first(self) -> Self:
        others = (self.files, self.entries, self.other_fields, *self.fields.values())
        if self.identity_copies > min(others) or max(others) > self.case:
            raise ValueError("retention: identity_copies must be the shortest, case the longest")
        return self


class Catalogue(Part):
    """Everything that the form of a platform offers. `first` is the choice that is prefilled.

    `for_another` are the fields that are asked besides, whatever the subject, of whoever sends a
    case for somebody else.
    """

    systems: Annotated[tuple[System, ...], Field(min_length=1)]
    requests: tuple[Request, ...]
    subjects: tuple[Subject, ...]
    fields: tuple[FormField, ...]
    documents: tuple[Document, ...] = ()
    terms: tuple[Term, ...]
    notice: Notice
    retention: Retention
    first: tuple[str, str, str]
    for_another: tuple[str, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    def system(self, slug: str) -> System | None:
        return next((one for one in self.systems if one.slug == slug), None)

    def request(self, slug: str) -> Request | None:
        return next((one for one in self.requests if one.slug == slug), None)

    def subject(self, slug: str) -> Subject | None:
        return next((one for one in self.subjects if one.slug == slug), None)

    def field(self, slug: str) -> FormField | None:
        return next((one for one in self.fields if one.slug == slug), None)

    def document(self, slug: str) -> Document | None:
        return next((one for one in self.documents if one.slug == slug), None)

    def term(self, slug: str) -> Term | None:
        return next((one for one in self.terms if one.slug == slug), None)

    def checklist(self, proof: str, subject: str) -> Checklist | None:
        """The one for this subject, else the one for all."""
        alike = [one for one in self.checklists if one.proof == proof]
        own = (one for one in alike if subject in one.subjects)
        return next(own, next((one for one in alike if not one.subjects), None))

    def offers(self, system: str, request: str, subject: str) -> bool:
        """Whether these three belong together."""
        of_system, of_request = self.system(system), self.request(request)
        if of_system is None or of_request is None:
            return False
        return request in of_system.requests and subject in of_request.subjects

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for one in self.systems:
            _all_there("request", one.requests, self.request)
        for asked in self.requests:
            _all_there("subject", asked.subjects, self.subject)
        for about in self.subjects:
            _all_there("field", about.fields, self.field)
            _all_there("document", about.documents, self.document)
            _all_there("term", (about.term,), self.term)
        for listed in self.checklists:
            _all_there("subject", listed.subjects, self.subject)
        _all_there("field", self.for_another, self.field)
        if not self.offers(*self.first):
            raise ValueError("first: not a choice that the form offers")
        return self


def _all_there(kind: str, slugs: Iterable[str], find: Callable[[str], object | None]) -> None:
    missing = sorted(slug for slug in slugs if find(slug) is None)
    if missing:
        raise ValueError(f"no such {kind}: {', '.join(missing)}")


@cache
def load_catalogue(preset: str) -> Catalogue | None:
    """The catalogue beside a preset: `secop2.cases.toml` beside `secop2.toml`. None without one.

    Raises ValueError, in words for an operator, when it is not complete.
    """
    shipped = SHIPPED / f"{preset}.cases.toml"
    path = shipped if shipped.is_file() else Path(preset).with_suffix(".cases.toml")
    if not path.is_file():
        return None
    try:
        return Catalogue.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong
