"""The portal: the letterbox alone, no sessions, no sign-in, nothing that could name a person."""

from urllib.parse import urlsplit

from recupera.options import current
from recupera.settings.common import PACKAGE, apps, secret_key, stores
from recupera.settings.shared import *  # noqa: F403
from recupera.settings.web import *  # noqa: F403
from recupera.settings.web import templates

_options = current()
_secure = not _options.demo

SECRET_KEY = secret_key("portal")
DATABASES = stores("portal", ("letterbox",))
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    *apps(("letterbox",)),
    "recupera.design",
    "recupera.portal",
]
# The portal gathers for every door; the desk's own files are not among its apps'.
STATICFILES_DIRS = [PACKAGE / "desk" / "static"]
ROOT_URLCONF = "recupera.portal.urls"
WSGI_APPLICATION = "recupera.portal.wsgi.application"
TEMPLATES = templates("recupera.portal.context.frame")
# Nothing is built from the host; a name that is not ours is refused all the same.
ALLOWED_HOSTS = [urlsplit(_options.origin).hostname or ""]
if _options.demo:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]

# `check` refuses the demo's plain cookies under any origin that is not loopback.
FLOW_COOKIE = "__Host-consulta" if _secure else "consulta"
TYPED_COOKIE = "__Host-dato" if _secure else "dato"
OBJECTION_COOKIE = "__Host-objecion" if _secure else "objecion"
CASE_COOKIE = "__Host-caso" if _secure else "caso"
DRAFT_COOKIE = "__Host-borrador" if _secure else "borrador"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_SECURE = _secure
CSRF_FAILURE_VIEW = "recupera.portal.pages.errors.forged"
CSRF_TRUSTED_ORIGINS = [_options.origin]
# Sent by recupera.web.headers, also on what a proxy hands over by plain http.
SECURE_HSTS_SECONDS = 63_072_000 if _secure else 0
