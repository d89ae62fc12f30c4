"""What a person reads of a file: why it was not taken, what the scanner found, and what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from recupera.files.findings import Finding, Refusal
from recupera.options import current
from recupera.portal.refusals import Sentence

REFUSED: Mapping[Refusal, Sentence] = {
    Refusal.NAMELESS: _("El archivo no tiene un nombre que podamos leer. Cámbiele el nombre."),
    Refusal.EMPTY: _("El archivo está vacío. Ábralo para revisarlo y adjúntelo de nuevo."),
    Refusal.TOO_LARGE: _(
        "Pesa más de %(file_mb)d MB. Tome la foto con menos resolución, o divida el documento."
    ),
    Refusal.TOO_MANY: _(
        "En un envío van como máximo %(files)d archivos. Quite uno, o junte varias páginas en un "
        "PDF."
    ),
    Refusal.TOO_MUCH: _(
        "Con este, sus archivos pesarían más de %(files_mb)d MB. Quite uno, o envíelo más liviano."
    ),
    Refusal.PROGRAM: _(
        "Es un programa, y no recibimos programas. Envíe una foto o un PDF de lo que quiere "
        "mostrar."
    ),
    Refusal.MISNAMED: _(
        "Por dentro no es lo que dice su nombre. Ábralo, guárdelo de nuevo como PDF o como imagen "
        "y adjunte ese."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "La imagen es demasiado grande. Tómela con menos resolución o envíe el PDF."
    ),
    Refusal.CUT: _(
        "Se cortó la conexión y un archivo llegó incompleto. Adjúntelo otra vez; lo demás sigue "
        "aquí."
    ),
    Refusal.SLOW: _(
        "La conexión está muy lenta y un archivo no alcanzó a llegar. Adjúntelo otra vez, solo o "
        "más liviano; lo demás sigue aquí."
    ),
    Refusal.NO_ROOM: _(
        "Ahora no podemos recibir archivos. Envíe el caso sin ellos y agréguelos después, desde el "
        "estado de su caso."
    ),
}
FOUND: Mapping[Finding, Sentence] = {
    Finding.REDRAWN: _("Revisado. Lo recibimos bien."),
    Finding.FIRST_PAGE: _(
        "Revisado. Tiene varias imágenes o páginas y guardamos la primera; si hacen falta las "
        "otras, envíelas en un PDF."
    ),
    Finding.CHECKED: _("Revisado. Lo recibimos bien."),
    Finding.NO_ANTIVIRUS: _("Recibido. La mesa de servicio lo abrirá con cuidado."),
    Finding.TOO_LARGE_TO_CHECK: _("Recibido. La mesa de servicio lo abrirá con cuidado."),
    Finding.PROTECTED: _(
        "Recibido, pero parece tener contraseña. Si la pide al abrirlo, envíe una copia sin "
        "contraseña."
    ),
    Finding.ACTIVE: _(
        "Recibido, pero tiene instrucciones que se ejecutan solas. Si puede, envíe una copia "
        "impresa a PDF."
    ),
    Finding.INFECTED: _(
        "No lo guardamos: el antivirus encontró un programa dañino. Revise su equipo y envíe una "
        "foto del documento."
    ),
    Finding.UNREADABLE: _(
        "No lo guardamos: está dañado o incompleto. Ábralo para revisarlo y envíelo de nuevo, o "
        "envíe una foto."
    ),
    Finding.TOO_MANY_PIXELS: _(
        "No lo guardamos: la imagen es demasiado grande. Tómela con menos resolución o envíe el "
        "PDF."
    ),
    Finding.BOMB: _(
        "No lo guardamos: al descomprimirlo crece demasiado. Envíe los documentos uno por uno, sin "
        "comprimir."
    ),
    Finding.PROGRAM_INSIDE: _(
        "No lo guardamos: trae un programa adentro. Envíe solo los documentos, uno por uno."
    ),
    Finding.GONE: _("No nos llegó completo. Envíelo de nuevo."),
}
WAITING = _("Recibido. Lo estamos revisando.")


def refused(reason: Refusal) -> str:
    """One sentence or two: what is wrong with a file, and what to do."""
    options = current()
    return str(REFUSED[reason]) % {
        "file_mb": options.file_mb,
        "files": options.files,
        "files_mb": options.files_mb,
    }


def found(finding: str) -> str:
    """What to show of a file on the status page; `finding` is its reason, empty while it waits."""
    return str(FOUND[Finding(finding)] if finding else WAITING)
