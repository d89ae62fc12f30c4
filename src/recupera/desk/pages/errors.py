"""The desk's pages for what went wrong, each with the way back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.desk.showing import show


def bad(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400, _("No pudimos leer lo que envió"))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this browser: mostly a session that is over."""
    return _error(request, 403, _("No pudimos confirmar que el envío es suyo"))


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403, _("Su rol no permite abrir esta página"))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404, _("Esta página no existe"))


def broken(request: HttpRequest) -> HttpResponse:
    return _error(request, 500, _("Algo falló de nuestro lado"))


def _error(request: HttpRequest, status: int, title: str) -> HttpResponse:
    return show(request, "error", title=title, status=status)
