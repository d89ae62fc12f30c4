"""The desk's words for orders: what they are, how far they came, why the worker said no."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

if TYPE_CHECKING:
    from recupera.desk.asking import Reply

Sentence = str | Promise

KINDS: dict[str, Sentence] = {
    "send_username": later("Enviar el nombre de usuario al correo registrado"),
    "start_reset": later("Preparar una contraseña nueva"),
    "change_email": later("Cambiar el correo registrado"),
    "unfreeze": later("Desbloquear la recuperación"),
    "deactivate": later("Desactivar la cuenta"),
    "merge": later("Desactivar una cuenta duplicada"),
}
STATES: dict[str, Sentence] = {
    "proposed": later("Espera la aprobación de otro agente"),
    "held": later("En espera: los canales registrados pueden oponerse"),
    "approved": later("Aprobada; el sistema la hará en seguida"),
    "done": later("Hecha"),
    "withdrawn": later("Retirada"),
    "refused": later("Rechazada"),
    "expired": later("Venció sin aprobación"),
    "objected": later("Alguien se opuso: la cuenta está bloqueada"),
    "failed": later("El directorio no la aceptó"),
    "reversed": later("Deshecha"),
}
LACKS: dict[str, Sentence] = {
    "not_offered": later("La conexión con la plataforma no permite este cambio"),
    "frozen": later("La cuenta está bloqueada por una objeción"),
    "not_frozen": later("La cuenta no está bloqueada"),
    "inactive": later("La cuenta no está activa"),
    "no_channel": later("La cuenta no tiene un canal al que escribir"),
    "second_account": later("Falta elegir la cuenta que queda"),
    "no_new_address": later("Falta el código enviado al correo nuevo"),
    "confirmed": later("La persona no ha confirmado el correo del caso"),
    "identity": later("Falta revisar el documento de identidad"),
    "letter": later("Falta revisar la carta"),
    "channel": later("Falta la llamada o el código al teléfono registrado"),
    "other_channel": later("Falta una prueba por un canal distinto del que se opuso"),
    "new_address": later("Falta el código enviado al correo nuevo"),
    "subject": later("El asunto de este caso no lleva a esa orden: pida un caso con ese asunto"),
    "authority": later("Falta el certificado de representación"),
    "contracts": later("Falta revisar los contratos"),
}
REFUSED: dict[str, Sentence] = {
    "lacking": later("Todavía no se puede pedir. Falta lo siguiente:"),
    "taken": later("El caso lo tiene otra persona: tómelo usted primero"),
    "own": later("Usted propuso esta orden: la aprueba otra persona"),
    "not_allowed": later("Su rol no permite hacer esto"),
    "wrong_factor": later("No pudimos confirmar que es usted. Use un código que no haya usado"),
    "overtaken": later("El caso cambió mientras usted lo leía. Revíselo y vuelva a enviar"),
    "not_now": later("Ahora no se puede: ya hay una orden, o esta ya cambió de estado"),
    "too_late": later("Pasaron más de treinta días"),
    "over_budget": later("Llegó al máximo de consultas de hoy. Mañana puede seguir"),
    "wrong": later("Revise la cuenta y el motivo: al menos diez caracteres"),
    "unavailable": later("El directorio no responde. Intente en unos minutos"),
}
LATE = later("Lo guardamos; se hará en cuanto el sistema vuelva")


def said(reply: "Reply") -> str:
    """What to tell of a reply that did nothing yet; empty where it was done."""
    if reply.late:
        return str(LATE)
    if not reply.refused:
        return ""
    return str(REFUSED.get(reply.refused, _("No se pudo hacer")))


def lacks(reply: "Reply") -> list[str]:
    return [str(LACKS.get(one, one)) for one in reply.facts.get("lacks", ())]
