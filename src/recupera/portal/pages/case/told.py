"""What became of what the person did last: the first sentence of the status page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from recupera.letterbox.slot import Verdict
from recupera.portal.pages.case.opened import Opened
from recupera.portal.refusals import Sentence

DONE: Mapping[str, Sentence] = {
    "add": _("Agregamos su mensaje al caso."),
    "close": _("Cerramos su caso, como pidió."),
    "reopen": _("Abrimos su caso otra vez."),
    "correct_email": _("Cambiamos el correo del caso. Falta confirmarlo con el código."),
    "show_code": _("Código correcto."),
    "send_again": _(
        "Si hoy aún podemos escribir a ese correo, le enviamos otro código. Le escribimos tres "
        "veces al día como máximo."
    ),
}
AGAINST: Mapping[str, Sentence] = {
    "add": _("Su mensaje no se agregó, porque el caso ya estaba cerrado. Ábralo otra vez."),
    "close": _("El caso ya estaba cerrado."),
    "reopen": _("Este caso ya no se puede abrir otra vez. Cree uno nuevo."),
    "show_code": _("El caso ya está cerrado."),
    "correct_email": _("El correo ya está confirmado. Desde aquí no se puede cambiar."),
}
# Of a code that the desk sent, whether or not there is an account that it went to.
JUDGED: Mapping[Verdict, Sentence] = {
    Verdict.WRONG: _("Ese código no es correcto. Con cinco errores deja de servir."),
    Verdict.EXPIRED: _("Ese código ya venció. La mesa de servicio puede enviar otro."),
    Verdict.SPENT: _("Ese código ya quedó registrado. No tiene que escribirlo otra vez."),
    Verdict.TOO_MANY: _(
        "Hubo cinco errores y ese código ya no sirve. La mesa de servicio puede enviar otro."
    ),
}
NOT_PROVEN = _("No pudimos hacerlo. Abra su caso otra vez y repítalo.")
WAITING = _("Recibimos su mensaje y está guardado. Aparecerá aquí en un momento.")
CONFIRMED = _("Confirmamos su correo. Allí le avisaremos.")


@dataclass(frozen=True)
class Told:
    """`waiting` is true where the worker has not come to it yet, `bad` where it was not done."""

    sentence: Sentence
    waiting: bool = False
    bad: bool = False


def told(found: Opened) -> Told | None:
    """None where nothing was done but looking."""
    act, verdict = found.case.following.act, found.verdict
    if act == "confirm":
        return Told(CONFIRMED) if verdict == Verdict.GOOD else None
    if act not in DONE:
        return None
    if verdict is None:
        return Told(WAITING, waiting=True)
    if verdict in (Verdict.DONE, Verdict.GOOD):
        return Told(DONE[act])
    if verdict == Verdict.AGAINST_POLICY and act in AGAINST:
        return Told(AGAINST[act], bad=True)
    if act == "show_code" and verdict in JUDGED:
        return Told(JUDGED[verdict], bad=True)
    return Told(NOT_PROVEN, bad=True)
