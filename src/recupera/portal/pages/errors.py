"""The pages for what went wrong. Each has a way on; where it helps us, a reference."""

import logging
import secrets
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.options import current
from recupera.portal.form.fields import shown_again_by
from recupera.portal.showing import show
from recupera.web.uploads import Busy, FilesTooBig

log = logging.getLogger("recupera.portal")
# What is left when even the frame cannot be drawn.
BARE = (
    '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)


def bad(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the request was too large, or 503 where too many files come at once."""
    if isinstance(exception, Busy):
        return _error(request, "busy", 503, _("No pudimos recibir sus archivos"))
    if isinstance(exception, FilesTooBig):
        title = _("Sus archivos pesan demasiado")
        return _error(request, "files_too_big", 413, title, file_mb=current().file_mb)
    if isinstance(exception, RequestDataTooBig):
        return _error(request, "too_large", 413, _("Envió demasiado texto"))
    return _error(request, "bad", 400, _("No pudimos leer lo que envió"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, "forged", 403, _("No pudimos confirmar que el envío es suyo"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this browser: mostly a cookie that is gone.

    What was typed into the form of a case is shown again, to be sent with a fresh token, unless it
    came from another site.
    """
    again = shown_again_by(request)
    if again:
        return again(
            _(
                "No pudimos confirmar el envío, y no se guardó. Esto es lo que escribió: revíselo "
                "y presione el botón otra vez."
            )
        )
    return _error(request, "forged", 403, _("No pudimos confirmar que el envío es suyo"))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "missing", title=_("Esta página no existe"), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500. Must work when nothing else does."""
    title = _("Algo falló de nuestro lado")
    try:
        return _error(request, "broken", 500, title)
    except Exception:
        log.exception("the page for errors cannot be drawn")
        text = _("Espere un minuto y vuelva a empezar.")
        return HttpResponse(BARE.format(title=title, text=text), status=500)


def _error(
    request: HttpRequest, template: str, status: int, title: str, **context: Any
) -> HttpResponse:
    """The reference stands in the log beside the status, and beside nothing about the person."""
    reference = secrets.token_hex(4).upper()
    log.warning("%s shown, reference %s", status, reference)
    return show(request, template, title=title, status=status, reference=reference, **context)
