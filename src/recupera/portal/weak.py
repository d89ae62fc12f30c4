"""What a person reads when a password cannot be taken: what to do, for each reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from recupera.options import current
from recupera.passwords import LONGEST, Reason
from recupera.portal.refusals import Sentence

SENTENCES: Mapping[Reason, Sentence] = {
    Reason.TOO_SHORT: _("Es corta: use %(least)d caracteres o más. Sirve una frase."),
    Reason.TOO_LONG: _("Es demasiado larga: use %(longest)d caracteres como máximo."),
    Reason.REPEATED: _("Repite lo mismo. Agregue palabras distintas."),
    Reason.SEQUENCE: _("Sigue el orden del teclado, del abecedario o de los números. Cámbielo."),
    Reason.CONTEXT: _(
        "Es poco más que su nombre, su usuario, su entidad o el nombre de este sistema. "
        "Agregue palabras que no tengan que ver con usted."
    ),
    Reason.COMMON: _(
        "Está entre las contraseñas más usadas, que son las primeras que alguien probaría. "
        "Elija otra."
    ),
    Reason.CHARACTERS: _(
        "Tiene un signo que no se ve, como un tabulador o un salto de línea. Escríbala sin él."
    ),
}
# What the page itself tells while somebody types; the others need the lists or a press.
TOLD_WHILE_TYPING = frozenset(
    (Reason.TOO_SHORT, Reason.TOO_LONG, Reason.REPEATED, Reason.SEQUENCE, Reason.CONTEXT)
)


@dataclass(frozen=True)
class Line:
    """One line of the list under the field; `live` ones come and go while the person types."""

    reason: str
    sentence: str
    holds: bool
    live: bool


def lines(found: Sequence[Reason]) -> list[Line]:
    """Every reason that holds, and, unseen, every one that could while the person types."""
    return [
        Line(reason.value, said(reason), reason in found, reason in TOLD_WHILE_TYPING)
        for reason in SENTENCES
        if reason in found or reason in TOLD_WHILE_TYPING
    ]


def said(reason: Reason) -> str:
    return str(SENTENCES[reason]) % {"least": current().password_length, "longest": LONGEST}
