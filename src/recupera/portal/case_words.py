"""The words for where a case stands, what happened to it, and what was found in its files."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from recupera.letterbox.case_slot import FileShown
from recupera.portal.refusals import Sentence
from recupera.portal.uploads import found

STATES: Mapping[str, Sentence] = {
    "open": _("Estamos revisando su caso"),
    "waiting": _("Necesitamos algo de usted"),
    "answered": _("Le respondimos"),
    "closed": _("Su caso está cerrado"),
}
WAITING_UNTIL = _("Necesitamos algo de usted, a más tardar el %(day)s")
STEPS: Mapping[str, Sentence] = {
    "received": _("Recibimos su caso"),
    "confirmed": _("Usted confirmó el correo"),
    "added": _("Usted agregó información"),
    "email_corrected": _("Usted corrigió el correo"),
    "answered": _("Le respondimos"),
    "asked": _("Le pedimos algo"),
    "extended": _("Necesitamos más tiempo"),
    "forwarded": _("Pasamos su caso a la entidad que puede resolverlo"),
    "joined": _("Unimos otro caso suyo con este"),
    "closed": _("El caso se cerró porque no tuvimos más noticias suyas"),
    "reopened": _("Usted abrió el caso otra vez"),
    "ordered": _("Hicimos el cambio que usted pidió"),
    "file_refused": _("No guardamos un archivo"),
}
BY: Mapping[tuple[str, str], Sentence] = {
    ("closed", "person"): _("Usted cerró el caso"),
    ("closed", "desk"): _("Cerramos el caso"),
    ("added", "desk"): _("Agregamos información"),
    ("reopened", "desk"): _("Abrimos el caso otra vez"),
}
EXTENDED = _("Nuevo plazo: el %(day)s.")


def state_title(state: str, until: str) -> str:
    """`until` is the day until which the person can answer, in words, or empty."""
    if state == "waiting" and until:
        return str(WAITING_UNTIL) % {"day": until}
    return str(STATES.get(state, STATES["open"]))


def step(kind: str, by: str) -> str:
    return str(BY.get((kind, by)) or STEPS.get(kind, ""))


def file_found(file: FileShown) -> str:
    """What became of a file, and what to do."""
    return found("" if file.state in ("waiting", "taken") else file.reason)


def extension(day: str, reason: str) -> str:
    """A new last day, in words, and why."""
    return str(EXTENDED) % {"day": day} + (f"\n\n{reason}" if reason else "")
