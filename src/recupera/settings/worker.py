"""The worker: both stores, no web."""

from recupera.settings.common import apps, secret_key, stores
from recupera.settings.shared import *  # noqa: F403

STORES = ("letterbox", "vault")
SECRET_KEY = secret_key("worker")
DATABASES = stores("worker", STORES)
INSTALLED_APPS = apps(STORES)
