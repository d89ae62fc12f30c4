"""One field's answer: what was typed, in its normal form, or what is wrong or odd about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recupera.cases.catalogue import FieldKind, FormField
from recupera.people import DatumKind, Refused, RefusedReason, normal
from recupera.portal import refusals
from recupera.portal.doubts import meant_by
from recupera.portal.refusals import Sentence

LINES = re.compile(r"\r\n?")
SPACES = re.compile(r"\s+")
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
FEWEST_DIGITS = 7


@dataclass(frozen=True)
class Answer:
    """`value` is what is sent. `doubt` is a question that is asked once; `meant` may answer it."""

    value: str = ""
    error: Sentence = ""
    doubt: Sentence = ""
    meant: str = ""

    @property
    def good(self) -> bool:
        return not self.error and not self.doubt


def answer(field: FormField, typed: str, *, sure: str = "") -> Answer:
    """`sure` is what the person said before is right as it stands."""
    text = tidy(field, typed)
    if not text:
        return Answer(error=_missing(field)) if field.required else Answer()
    if len(text) > field.longest:
        most = _("Es demasiado largo: caben %(most)d caracteres y escribió %(typed)d.")
        return Answer(error=most % {"most": field.longest, "typed": len(text)})
    found = CHECKS[field.kind](field, text)
    return Answer(value=found.value) if found.doubt and sure == text else found


def tidy(field: FormField, typed: str) -> str:
    """As typed, without what nobody sees and without spaces around it."""
    text = UNSEEN.sub(" ", LINES.sub("\n", typed)).strip()
    return text if field.kind is FieldKind.LONG_TEXT else SPACES.sub(" ", text)


def _missing(field: FormField) -> Sentence:
    if field.kind is FieldKind.CHOICE:
        return _("Elija una opción.")
    return EMPTY.get(field.kind) or _("Escriba este dato.")


def _text(field: FormField, text: str) -> Answer:
    return Answer(value=text)


def _choice(field: FormField, text: str) -> Answer:
    known = {choice.slug for choice in field.choices}
    return Answer(value=text) if text in known else Answer(error=_("Elija una opción."))


def _normal(kind: DatumKind, text: str) -> Answer:
    """A datum that is refused where it has no normal form, and asked about where that is odd."""
    try:
        found = normal(kind, text)
    except Refused as refused:
        return Answer(error=refusals.sentence(kind, refused.reason))
    odd = _("Ese número tiene un largo poco común. Revíselo.") if found.odd else ""
    return Answer(value=found.value, doubt=odd)


def _email(field: FormField, text: str) -> Answer:
    found = _normal(DatumKind.EMAIL, text)
    meant = meant_by(found.value) if found.good else ""
    if not meant:
        return found
    asked = _("¿Quiso escribir %(meant)s?") % {"meant": meant}
    return Answer(value=found.value, doubt=asked, meant=meant)


def _phone(field: FormField, text: str) -> Answer:
    """To be called at: what is no number of this country is asked about, not refused."""
    try:
        return Answer(value=normal(DatumKind.PHONE, text).value)
    except Refused as refused:
        short = refused.reason is RefusedReason.SEVEN_DIGITS
        if short or sum(one.isdigit() for one in text) < FEWEST_DIGITS:
            return Answer(error=refusals.sentence(DatumKind.PHONE, refused.reason))
    odd = _("Ese número no parece un celular o fijo de Colombia. Revíselo.")
    return Answer(value=text, doubt=odd)


def _username(field: FormField, text: str) -> Answer:
    try:
        return Answer(value=normal(DatumKind.USERNAME, text).value)
    except Refused:
        odd = _("Un usuario se escribe sin espacios ni tildes, por ejemplo jperez. Revíselo.")
        return Answer(value=text, doubt=odd)


CHECKS: Mapping[FieldKind, Callable[[FormField, str], Answer]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.DOCUMENT: lambda _field, text: _normal(DatumKind.NATIONAL_ID, text),
    FieldKind.PHONE: _phone,
    FieldKind.EMAIL: _email,
    FieldKind.USERNAME: _username,
}
EMPTY: Mapping[FieldKind, Sentence] = {
    FieldKind.DOCUMENT: refusals.EMPTY_DOCUMENT,
    FieldKind.PHONE: refusals.EMPTY[DatumKind.PHONE],
    FieldKind.EMAIL: refusals.EMPTY[DatumKind.EMAIL],
    FieldKind.USERNAME: refusals.EMPTY[DatumKind.USERNAME],
}
