"""The demo's platform: it *is* the directory's owner, so it opens the vault as the worker does.

There is no role and no key for it in production, where the command refuses to start.
"""

from recupera.options import current
from recupera.settings.common import secret_key, stores
from recupera.settings.shared import *  # noqa: F403
from recupera.settings.web import *  # noqa: F403
from recupera.settings.web import templates

SECRET_KEY = secret_key("platform")
DATABASES = stores("worker", ("vault",))
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "recupera.directories.embedded",
    "recupera.design",
    "recupera.platform",
]
ROOT_URLCONF = "recupera.platform.urls"
WSGI_APPLICATION = "recupera.platform.wsgi.application"
TEMPLATES = templates("recupera.platform.context.frame")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Browsers send a host's cookies to all its ports, the portal's included: hence names of its own.
CSRF_COOKIE_NAME = "plataforma_csrf"
CSRF_FAILURE_VIEW = "recupera.platform.pages.errors.forged"
CSRF_TRUSTED_ORIGINS = [f"http://{current().platform_address}"]
SECURE_HSTS_SECONDS = 0
