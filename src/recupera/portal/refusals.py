"""What a person reads when a datum cannot be used: always what to do, never blame."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recupera.people import DatumKind, RefusedReason

Sentence = Promise | str

NOTHING_CHOSEN = _("Marque uno de los cuatro datos y escríbalo.")
EMPTY_DOCUMENT = _("Escriba el número del documento.")
TOO_LONG = _("Es demasiado largo. Escriba solo ese dato.")
EMPTY: Mapping[DatumKind, Sentence] = {
    DatumKind.NATIONAL_ID: _("Escriba su número de cédula."),
    DatumKind.PHONE: _("Escriba su número de teléfono."),
    DatumKind.USERNAME: _("Escriba su nombre de usuario."),
    DatumKind.EMAIL: _("Escriba su correo electrónico."),
}
FORM: Mapping[DatumKind, Sentence] = {
    DatumKind.NATIONAL_ID: _(
        "Escriba el número del documento tal como aparece en él, sin nombre ni tipo."
    ),
    DatumKind.PHONE: _("Escriba los 10 dígitos del teléfono, por ejemplo 300 123 4567."),
    DatumKind.USERNAME: _("Escriba el usuario sin espacios ni tildes, por ejemplo jperez."),
    DatumKind.EMAIL: _("Escriba el correo completo, por ejemplo nombre@ejemplo.com."),
}
SPECIAL: Mapping[RefusedReason, Sentence] = {
    RefusedReason.SEVEN_DIGITS: _(
        "Faltan tres dígitos. Un fijo se escribe con su indicativo, por ejemplo 601 234 5678."
    ),
    RefusedReason.FOREIGN_PHONE: _(
        "Escriba un teléfono de Colombia, o consulte con otro de sus datos."
    ),
    RefusedReason.TOO_LONG: TOO_LONG,
}


def sentence(kind: DatumKind, reason: RefusedReason) -> Sentence:
    """The sentence for one field. Where the reason says little more, the form is shown."""
    return SPECIAL.get(reason, FORM[kind])
