"""The portal: the letterbox alone, no sessions, no sign-in, nothing that could name a person."""

from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from recupera.options import current
from recupera.portal.headers import on_files
from recupera.settings.common import PACKAGE, apps, secret_key, stores
from recupera.settings.shared import *  # noqa: F403

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
ROOT_URLCONF = "recupera.portal.urls"
WSGI_APPLICATION = "recupera.portal.wsgi.application"
# Nothing is built from the host; a name that is not ours is refused all the same.
ALLOWED_HOSTS = [urlsplit(_options.origin).hostname or ""]
if _options.demo:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recupera.portal.policy.Policy",
    "recupera.portal.headers.Headers",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "recupera.portal.parameters.OneOfEach",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "csp.context_processors.nonce",
                "recupera.portal.context.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "design" / "collected"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}

# `check` refuses the demo's plain cookies under any origin that is not loopback.
FLOW_COOKIE = "__Host-consulta" if _secure else "consulta"
TYPED_COOKIE = "__Host-dato" if _secure else "dato"
OBJECTION_COOKIE = "__Host-objecion" if _secure else "objecion"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "recupera.portal.pages.errors.forged"
CSRF_TRUSTED_ORIGINS = [_options.origin]
# Sent by recupera.portal.headers, also on what a proxy hands over by plain http.
SECURE_HSTS_SECONDS = 63_072_000 if _secure else 0
WHITENOISE_ADD_HEADERS_FUNCTION = on_files
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
