"""Forms that another site sent in a person's name: Django's check, with our origin alone."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class Forged(CsrfViewMiddleware):
    """Refuses every `Origin` but the configured one.

    Behind the proxy Django sees plain http, so by itself it would also take `http://` of our own
    name, which anybody between a person and the internet can serve. The demo is reached by several
    names and keeps Django's own rule.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if not settings.CSRF_COOKIE_SECURE:
            return bool(super()._origin_verified(request))  # type: ignore[misc]
        return request.META["HTTP_ORIGIN"] in settings.CSRF_TRUSTED_ORIGINS
