"""The journal in words: what each event says, and how its facts are named. Spanish first.

No database: the desk shows what the worker read to it, the console what it read itself.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recupera.journal.events import Event

Words = str | Promise

EVENTS: dict[str, Words] = {
    Event.ASKED: _("Se respondió una consulta con códigos"),
    Event.JUDGED: _("Se evaluó un código escrito"),
    Event.DROPPED: _("Se descartó una consulta sin enviar nada"),
    Event.ACTED: _("Se atendió un acto de una consulta"),
    Event.RECOVERED: _("Quedó en firme una contraseña nueva y se avisó a todos los canales"),
    Event.RELEASED: _("Un cambio del que nadie supo no se había hecho"),
    Event.OBJECTED: _("Una objeción congeló una cuenta y abrió el caso"),
    Event.VOIDED: _("El directorio anuló lo que se objetó"),
    Event.UNFROZEN: _("Se levantó el congelamiento de la cuenta"),
    Event.DELETED: _("Se borró lo que cumplió su tiempo"),
    Event.OPENED: _("El caso llegó por el formulario"),
    Event.LOOKED: _("Alguien preguntó cómo va un caso"),
    Event.CONFIRMED: _("Se evaluó un código de un caso"),
    Event.CHANGED: _("El caso cambió"),
    Event.REFUSED: _("El sistema no hizo lo que pidió un agente"),
    Event.PRINTED: _("Se abrió este registro"),
    Event.SIGNED_IN: _("Un agente empezó su turno"),
    Event.ENROLLED: _("Un agente registró un segundo factor"),
    Event.INVITED: _("Se invitó a un agente"),
    Event.AGENT_CHANGED: _("Cambió lo que es un agente"),
    Event.PROVED: _("Se pidió o se dio una prueba"),
    Event.ORDERED: _("Avanzó una orden sobre una cuenta"),
    Event.VIEWED: _("Un agente miró una cuenta"),
    Event.SEARCHED: _("Un agente buscó casos por un dato"),
    Event.FORGED: _("Alguien que no es el sistema escribió una prueba: no cuenta"),
}
FACTS: dict[str, Words] = {
    "accounts": _("Cuentas"),
    "clear": _("Sin ocultar"),
    "file": _("Archivo"),
    "found": _("Encontrados"),
    "into": _("Sigue en el caso"),
    "marks": _("Marcas de las cuentas"),
    "of": _("Caso que se unió"),
    "one_mailbox": _("Un mismo correo confirmado"),
    "proof": _("Prueba"),
    "step": _("Paso"),
    "to": _("Para"),
    "why": _("Por qué"),
    "act": _("Acto"),
    "again": _("Ya había llegado"),
    "agent": _("Agente"),
    "by": _("Por"),
    "case": _("Caso"),
    "channels": _("Canales avisados"),
    "count": _("Cantidad"),
    "enquiry": _("Consulta"),
    "files": _("Archivos"),
    "from": _("Desde"),
    "judgement": _("Resultado"),
    "key": _("Con clave de seguimiento"),
    "kind": _("Clase"),
    "named": _("Lo que se nombró"),
    "order": _("Orden"),
    "reason": _("Motivo"),
    "recovery": _("Recuperación"),
    "revision": _("Versión del caso"),
    "sessions": _("Sesiones cerradas"),
    "verdict": _("Resultado"),
    "what": _("Qué"),
}
SAID: dict[str, Words] = {
    "add": _("la persona agregó información"),
    "against_policy": _("no se podía en ese estado"),
    "answer": _("responder"),
    "ask": _("pedir información"),
    "close": _("cerrar"),
    "correct_email": _("corregir el correo"),
    "done": _("hecho"),
    "extend": _("ampliar el plazo"),
    "good": _("correcto"),
    "lapse": _("cierre por el paso del tiempo"),
    "not_proven": _("sin prueba"),
    "operator": _("el operador, en la consola"),
    "person": _("la persona"),
    "refuse_file": _("un archivo no se aceptó"),
    "reopen": _("reabrir"),
    "scanner": _("el examen de archivos"),
    "send_again": _("enviar otra vez el acuse"),
    "time": _("el paso del tiempo"),
    "wrong": _("incorrecto"),
}
# The case that it all is about stands above.
UNSAID = {"case"}


def of_event(event: str) -> str:
    return str(EVENTS.get(event, event))


def of_facts(said: Mapping[str, Any], agents: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and value of each fact; `agents` gives names to ids."""
    return [
        (str(FACTS.get(name, name)), _value(name, value, agents))
        for name, value in said.items()
        if name not in UNSAID and value not in ("", None, [])
    ]


def _value(name: str, value: Any, agents: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_value(name, one, agents) for one in value)
    if isinstance(value, bool):
        return str(_("sí") if value else _("no"))
    if name == "agent" or value in agents:
        named = agents.get(str(value), "")
        return f"{named} ({value})" if named else str(value)
    return str(SAID.get(str(value), value))
