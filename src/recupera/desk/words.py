"""The desk's words for states, for what happened in a case, and for why the worker said no."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recupera.cases.catalogue import load_catalogue
from recupera.options import current

Sentence = str | Promise

STATES: Mapping[str, Sentence] = {
    "open": _("Nos toca"),
    "waiting": _("Esperamos a la persona"),
    "answered": _("Respondido"),
    "closed": _("Cerrado"),
}
STEPS: Mapping[str, Sentence] = {
    "received": _("Envió el caso"),
    "confirmed": _("Confirmó su correo"),
    "added": _("Agregó información"),
    "email_corrected": _("Corrigió su correo"),
    "answered": _("Respondió"),
    "asked": _("Pidió lo que falta"),
    "extended": _("Amplió el plazo"),
    "forwarded": _("Pasó el caso a otra entidad"),
    "joined": _("Unió otro caso con este"),
    "closed": _("Cerró el caso"),
    "reopened": _("Abrió el caso otra vez"),
    "file_refused": _("No guardó un archivo"),
    "noted": _("Algo raro en el envío"),
    "remarked": _("Nota interna"),
    "proved": _("Prueba"),
    "ordered": _("Orden"),
    "posted": _("Correo a la persona"),
}
LAPSED = _("El caso se cerró solo: la persona no siguió")
REASONS: Mapping[str, Sentence] = {
    "malformed": _("Falta algo o está mal escrito. Revise y envíe otra vez."),
    "not_signed_in": _("Su turno terminó. Entre otra vez; su texto sigue aquí."),
    "not_allowed": _("Su rol no permite hacer esto en el estado en que está el caso."),
    "no_such_case": _("No hay ningún caso con ese número."),
    "not_now": _("El caso ya no está en un estado en que esto se pueda hacer."),
    "overtaken": _("El caso cambió mientras usted escribía. Mire lo nuevo y envíe otra vez."),
    "taken": _("Otra persona tiene el caso. Tómelo primero."),
    "too_late": _("La ley ya no le da efecto: pasó el término, o ese día no sirve."),
    "over_budget": _("Llegó al límite de hoy. Si necesita más, hable con quien supervisa."),
    "lacking": _(
        "No está demostrado que sea la misma persona: los dos casos deben estar confirmados desde "
        "el mismo correo. Si no, solo un agente sénior los une, y dice por qué."
    ),
    "account_data": _(
        "El texto nombra un correo, un teléfono o un usuario registrado que esta persona no ha "
        "escrito. Quien lee la página del caso puede ser cualquiera: quítelo. Los datos de la "
        "cuenta solo van a los canales registrados."
    ),
    "addresses": _(
        "Ya usó las consultas de hoy. Hasta mañana sus textos no pueden llevar correos, teléfonos "
        "ni usuarios que la persona no haya escrito: quítelos."
    ),
    "forged": _(
        "Lo que guardó el sistema no es lo que él escribió. No se hizo nada: avise a quien opera "
        "el servicio."
    ),
    "unavailable": _(
        "El directorio no responde, y sin él no sabemos si el texto nombra una "
        "cuenta. No se envió; intente en un momento."
    ),
}
UNKNOWN = _("No se hizo. Intente otra vez.")
ROLES: Mapping[str, Sentence] = {
    "agent": _("Agente"),
    "senior": _("Agente sénior"),
    "supervisor": _("Supervisión"),
    "auditor": _("Auditoría"),
}
OBJECTION = _("Cambio de contraseña que la persona no hizo")


def refusal(reason: str) -> Sentence:
    """The sentence for a `worker.serving.asking.Reason`."""
    return REASONS.get(reason, UNKNOWN)


def subject(slug: str, language: str) -> str:
    """By its name in the catalogue; a slug that it no longer has stays as it is."""
    if slug == "objection":
        return str(OBJECTION)
    catalogue = load_catalogue(current().preset)
    found = catalogue.subject(slug) if catalogue else None
    return found.label.said(language) if found else slug


def subjects(language: str) -> list[tuple[str, str]]:
    catalogue = load_catalogue(current().preset)
    known = catalogue.subjects if catalogue else ()
    labels = [(one.slug, one.label.said(language)) for one in known]
    return [*labels, ("objection", str(OBJECTION))]
