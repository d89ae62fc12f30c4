"""A message that the person has in hand: with it they get a code though others used the day's up.

Whether there is such a message only the worker can tell; here only its form is looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recupera.letterbox.remembered import REFERENCE_DIGITS, REFERENCE_LETTERS
from recupera.portal import digits
from recupera.portal.question import NotAsked

# An ask that shows a message takes nothing from its datum's budgets, and so costs more.
COSTS = 4
LETTER, DIGIT = f"[{REFERENCE_LETTERS}]", f"[{REFERENCE_DIGITS}]"
REFERENCE = re.compile(LETTER + DIGIT + LETTER + DIGIT)


class Unreadable(NotAsked):
    """What was typed is no reference and code."""


@dataclass(frozen=True)
class InHand:
    """What was typed of the message; `offered` is whether the form for it is shown at all."""

    reference: str = ""
    code: str = ""
    offered: bool = False

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "InHand":
        reference, code = given.get("shown_reference", ""), given.get("shown_code", "")
        return cls(reference.strip(), code.strip(), offered="shown_code" in given)

    @property
    def costs(self) -> int:
        """How many times as much the page's work is."""
        return COSTS if self.offered else 1

    @property
    def sealed(self) -> str:
        """As the envelope takes it; empty where nothing was typed. Raises Unreadable."""
        if not (self.reference or self.code):
            return ""
        reference, code = self.reference.upper(), digits.eight(self.code)
        if code is None or not REFERENCE.fullmatch(reference):
            raise Unreadable(
                None,
                _("Escriba la referencia (como K7Q4) y los 8 dígitos del código de ese mensaje."),
            )
        return reference + code
