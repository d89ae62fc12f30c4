"""The demo's invented persons as the find page offers them: one press fills the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from recupera.people import EXAMPLES, DatumKind, Example
from recupera.portal.question import Question
from recupera.portal.refusals import Sentence

SITUATIONS: Mapping[str, Sentence] = {
    "everything": _("Correo y celular registrados"),
    "without_phone": _("Sin celular registrado"),
    "landline_only": _("Solo un teléfono fijo"),
    "three_accounts_one_email": _("Tres cuentas con un correo"),
    "two_of_one_document": _("Dos cuentas con una cédula"),
    "registered_twice": _("Registrada dos veces"),
    "more_than_twenty": _("Más de veinte cuentas"),
    "inactive": _("Cuenta inactiva"),
    "no_channel": _("Sin correo ni celular"),
    "unknown": _("No está registrado"),
}

# The datum that shows best what is special about a situation; all four appear.
TELLING: Mapping[str, DatumKind] = {
    "everything": DatumKind.USERNAME,
    "without_phone": DatumKind.NATIONAL_ID,
    "landline_only": DatumKind.PHONE,
    "three_accounts_one_email": DatumKind.EMAIL,
    "two_of_one_document": DatumKind.NATIONAL_ID,
    "registered_twice": DatumKind.NATIONAL_ID,
    "more_than_twenty": DatumKind.EMAIL,
    "inactive": DatumKind.PHONE,
    "no_channel": DatumKind.USERNAME,
    "unknown": DatumKind.EMAIL,
}


@dataclass(frozen=True)
class Fill:
    """One button of the page: `?ejemplo=<number>` marks `kind` and fills in `typed`."""

    number: int
    situation: Sentence
    kind: DatumKind
    typed: str


def _fill(number: int, example: Example) -> Fill:
    data = dict(example.typed())
    kind = TELLING.get(example.situation, next(iter(data)))
    return Fill(number, SITUATIONS.get(example.situation, example.situation), kind, data[kind])


FILLS = tuple(_fill(number, one) for number, one in enumerate(EXAMPLES, start=1))


def question(number: str) -> Question:
    """Every datum of that example, the telling one marked; else an empty form."""
    numbered = {str(fill.number): fill for fill in FILLS}
    if number not in numbered:
        return Question()
    fill = numbered[number]
    return Question(marked=fill.kind, typed=dict(EXAMPLES[fill.number - 1].typed()))
