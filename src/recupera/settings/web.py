"""What the settings of every door with pages share: how pages are drawn, and what goes with them.

Cookies' names, hosts and HSTS are each door's own.
"""

from typing import Any

from csp.constants import NONCE, NONE, SELF

from recupera.settings.common import PACKAGE
from recupera.web.headers import on_files

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recupera.web.policy.Policy",
    "recupera.web.headers.Headers",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "recupera.web.parameters.OneOfEach",
    "recupera.web.forged.Forged",
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "design" / "collected"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = on_files

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
# A page that takes files says so (`recupera.web.uploads`); anywhere else they are thrown away.
FILE_UPLOAD_HANDLERS = ["recupera.web.uploads.NoFiles"]

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


def templates(frame: str) -> list[dict[str, Any]]:
    """Django's TEMPLATES; `frame` names the context processor of what stands around the pages."""
    processors = ["django.template.context_processors.request", "csp.context_processors.nonce"]
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [*processors, frame]},
        }
    ]
