"""The four choices of the find page: the guide's words, and how each field behaves on a phone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from recupera.options import current
from recupera.people import DatumKind
from recupera.portal.asking import Held
from recupera.portal.doubts import Doubt
from recupera.portal.question import DATA, NotAsked, Question
from recupera.portal.refusals import Sentence


@dataclass(frozen=True)
class Field:
    """One choice: its name, what it is for, and its text field."""

    name: Sentence
    hint: Sentence
    label: Sentence
    type: str
    inputmode: str
    autocomplete: str
    longest: int


@dataclass(frozen=True)
class Choice:
    """A field with what the person did to it."""

    kind: str
    field: Field
    typed: str
    chosen: bool
    error: Sentence | None = None


FIELDS: Mapping[DatumKind, Field] = {
    DatumKind.NATIONAL_ID: Field(
        name=_("Cédula"),
        hint=_("Para conocer su usuario. Solo números."),
        label=_("Escriba su número de cédula"),
        type="text",
        inputmode="numeric",
        autocomplete="off",
        longest=30,
    ),
    DatumKind.PHONE: Field(
        name=_("No. de teléfono"),
        hint=_("Para conocer su correo. Celular o fijo, 10 dígitos."),
        label=_("Escriba su número de teléfono"),
        type="tel",
        inputmode="tel",
        autocomplete="tel",
        longest=30,
    ),
    DatumKind.USERNAME: Field(
        name=_("Usuario de %(platform)s"),
        hint=_("Para conocer su correo."),
        label=_("Escriba su nombre de usuario"),
        type="text",
        inputmode="text",
        autocomplete="username",
        longest=100,
    ),
    DatumKind.EMAIL: Field(
        name=_("Correo electrónico"),
        hint=_("Para conocer su usuario."),
        label=_("Ingrese el correo con el que se registró en %(platform)s"),
        type="email",
        inputmode="email",
        autocomplete="email",
        longest=254,
    ),
}


def choices(question: Question, error: NotAsked | Doubt | Held | None) -> list[Choice]:
    """The four, in the guide's order, as the form shows them."""
    fields = _said(get_language() or "es")
    return [
        Choice(
            kind=kind.value,
            field=fields[kind],
            typed=question.typed.get(kind, ""),
            chosen=kind == question.chosen,
            error=error.sentence if error and error.field == kind else None,
        )
        for kind in DATA
    ]


@cache
def _said(language: str) -> Mapping[DatumKind, Field]:
    """The fields in the language that is active now; `language` only names it."""
    platform = {"platform": current().texts.platform}
    return {
        kind: replace(
            field,
            name=str(field.name) % platform,
            hint=str(field.hint),
            label=str(field.label) % platform,
        )
        for kind, field in FIELDS.items()
    }
