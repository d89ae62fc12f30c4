"""The fields of one page as its template draws them: one widget for each kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from recupera.cases.catalogue import FieldKind, FormField
from recupera.portal.form.answers import Answer
from recupera.portal.form.draft import Draft

# More choices than this are a list to open; fewer stand there to be pressed.
MOST_RADIOS = 3
INPUTS: Mapping[FieldKind, tuple[str, str]] = {
    FieldKind.TEXT: ("text", "text"),
    FieldKind.DOCUMENT: ("text", "text"),
    FieldKind.PHONE: ("tel", "tel"),
    FieldKind.EMAIL: ("email", "email"),
    FieldKind.USERNAME: ("text", "text"),
}


@dataclass(frozen=True)
class Option:
    slug: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Widget:
    """`shape` is input, area, radios or select. `typed` is shown again as it was typed."""

    slug: str
    shape: str
    label: str
    hint: str
    required: bool
    longest: int
    autocomplete: str
    capital: str
    type: str
    inputmode: str
    typed: str
    answer: Answer
    options: tuple[Option, ...]


def widgets(
    draft: Draft, found: Iterable[tuple[FormField, Answer]], *, judged: bool
) -> list[Widget]:
    """`judged` is whether what is wrong is said: not before the person has sent the page once."""
    return [_widget(field, draft, answer if judged else Answer()) for field, answer in found]


def _widget(field: FormField, draft: Draft, answer: Answer) -> Widget:
    language, typed = get_language() or "es", draft.fields.get(field.slug, "")
    kind, inputmode = INPUTS.get(field.kind, ("", ""))
    name = field.autocomplete == "name" or field.kind is FieldKind.TEXT
    return Widget(
        slug=field.slug,
        shape=_shape(field),
        label=field.label.said(language),
        hint=field.hint.said(language) if field.hint else "",
        required=field.required,
        longest=field.longest,
        autocomplete=field.autocomplete,
        capital="words" if name else "none",
        type=kind,
        inputmode=inputmode,
        typed=typed,
        answer=answer,
        options=tuple(
            Option(one.slug, one.label.said(language), one.slug == typed) for one in field.choices
        ),
    )


def _shape(field: FormField) -> str:
    if field.kind is FieldKind.LONG_TEXT:
        return "area"
    if field.kind is not FieldKind.CHOICE:
        return "input"
    return "radios" if len(field.choices) <= MOST_RADIOS else "select"
