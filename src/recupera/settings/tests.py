"""Every door at once, for tests inside one process; no door is started with these."""

from recupera.settings.common import apps, stores
from recupera.settings.portal import *  # noqa: F403
from recupera.settings.portal import INSTALLED_APPS as PORTAL_APPS
from recupera.settings.portal import TEMPLATES as TEMPLATES
from recupera.settings.sender import *  # noqa: F403

STORES = ("letterbox", "vault")
SECRET_KEY = "tests"
DATABASES = stores("owner", STORES)
INSTALLED_APPS = list(dict.fromkeys([*PORTAL_APPS, *apps(STORES)]))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
