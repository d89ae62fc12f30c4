"""What a person reads when a budget of cases is used up: the hour, and that nothing is lost."""

import time

from django.utils.translation import gettext as _

from recupera.guard.limits import Closed
from recupera.portal import hours


def drafts_closed(closed: Closed) -> str:
    return _(
        "Desde su red se empezaron muchos formularios. Podrá seguir a %(hour)s; no cierre esta "
        "página y presione el botón otra vez."
    ) % {"hour": closed_until(closed)}


def uploads_closed(closed: Closed) -> str:
    return _(
        "Desde su red llegaron muchos archivos. Podrá adjuntar otros a %(hour)s, o enviar su caso "
        "sin ellos y agregarlos después."
    ) % {"hour": closed_until(closed)}


def cases_closed(closed: Closed) -> str:
    if closed.budget == "source":
        return _(
            "Desde su red se enviaron muchos casos. Podrá enviar el suyo a %(hour)s: lo que "
            "escribió queda guardado un día en este navegador."
        ) % {"hour": closed_until(closed)}
    return _(
        "Con este correo o documento ya se enviaron varios casos. Podrá enviar otro a %(hour)s: lo "
        "que escribió queda guardado un día en este navegador."
    ) % {"hour": closed_until(closed)}


def closed_until(closed: Closed) -> str:
    """The hour at which a budget opens again, with its day where that is not today."""
    return hours.day_and_hour(closed.until.timestamp(), now=time.time())
