"""The words for proofs: what each is, how far it came, and why one was not taken."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recupera.orders.ladder import ProofKind

Sentence = str | Promise
PROOFS: Mapping[str, Sentence] = {
    ProofKind.CHANNEL_CODE: _("Código a un canal registrado"),
    ProofKind.CALL_BACK: _("Llamada al número registrado"),
    ProofKind.NEW_ADDRESS: _("Código al correo nuevo"),
    ProofKind.LETTER: _("Carta firmada"),
    ProofKind.IDENTITY: _("Documento de identidad"),
    ProofKind.AUTHORITY: _("Acta o certificado de Cámara de Comercio"),
    ProofKind.CONTRACTS: _("Pantalla de «Mis contratos»"),
}
STATES: Mapping[str, Sentence] = {
    "": _("Falta"),
    "open": _("Esperando"),
    "good": _("Probado"),
    "failed": _("No se probó"),
    "old": _("Ya venció"),
}
DONE: Mapping[str, Sentence] = {
    "send_code": _(
        "Pedido. Si la cuenta existe, tiene ese canal y hoy aún podemos escribirle, le llegó un "
        "código. La persona lo escribe en la página de su caso; usted no lo pide ni lo oye."
    ),
    "send_new_code": _(
        "Pedido. Si hoy aún podemos escribirle, al correo del caso le llegó un código. La persona "
        "lo escribe en la página de su caso."
    ),
    "good": _("Probado: sirve diez días, solo en este caso."),
    "failed": _("No se probó."),
    "not_matched": _(
        "Los dos dígitos no son los de la página. Cuelgue. La página ya muestra otros dos; con dos "
        "errores en un día no se puede llamar más por este caso ni por esta cuenta."
    ),
}
REFUSED: Mapping[str, Sentence] = {
    "over_budget": _(
        "Por hoy no se puede más: llegó al máximo del día. Lo que hizo no cambió nada."
    ),
    "not_now": _(
        "Ahora no se puede: el caso no lo admite, no hay una llamada suya abierta, o hubo dos "
        "errores hoy."
    ),
    "lacking": _("Falta algo: elija los archivos que revisó, y una cuenta de este caso."),
    "overtaken": _(
        "El caso cambió mientras usted lo miraba. Vuelva a leerlo; lo que escribió está abajo."
    ),
    "taken": _("Otra persona tiene el caso. Tómelo primero."),
    "not_allowed": _("Su rol no lo permite con el caso en este estado."),
    "not_signed_in": _("Su turno terminó. Entre otra vez."),
    "unavailable": _("El directorio no responde. Intente en un momento."),
    "late": _(
        "Lo guardamos; se hará en cuanto el sistema vuelva. Cargue la página otra vez en un rato."
    ),
}
UNKNOWN = _("No se hizo. Intente otra vez.")


def of(kind: str) -> Sentence:
    return PROOFS.get(kind, kind)


def refusal(reason: str) -> Sentence:
    """The sentence for a `worker.serving.asking.Reason`, or for a reply that is late."""
    return REFUSED.get(reason, UNKNOWN)
