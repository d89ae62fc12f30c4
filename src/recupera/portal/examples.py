"""The demo's invented persons as the find page offers them: one press fills the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from recupera.people import EXAMPLES, DatumKind
from recupera.portal.question import Question
from recupera.portal.refusals import Sentence

SITUATIONS: Mapping[str, Sentence] = {
    "everything": _("Correo y celular registrados"),
    "without_phone": _("Sin celular registrado"),
    "landline_only": _("Solo un teléfono fijo"),
    "three_accounts_one_email": _("Tres cuentas con un correo"),
    "two_of_one_document": _("Dos cuentas con una cédula"),
    "inactive": _("Cuenta inactiva"),
    "no_channel": _("Sin correo ni celular"),
    "unknown": _("No está registrado"),
}


@dataclass(frozen=True)
class Fill:
    """One link of the page: `?ejemplo=<number>` fills in `typed`."""

    number: int
    situation: Sentence
    typed: str


FILLS = tuple(
    Fill(number, SITUATIONS.get(one.situation, one.situation), next(iter(one.typed()))[1])
    for number, one in enumerate(EXAMPLES, start=1)
)


def question(number: str) -> Question:
    """Every datum of that example, its first one marked; an empty form for any other number."""
    numbered = {str(position): one for position, one in enumerate(EXAMPLES, start=1)}
    if number not in numbered:
        return Question()
    typed: dict[DatumKind, str] = dict(numbered[number].typed())
    return Question(marked=next(iter(typed)), typed=typed)
