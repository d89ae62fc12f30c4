"""Whoever creates and upgrades the two stores: `recupera stores`, `recupera run`."""

from recupera.settings.common import DESK_APPS, apps, secret_key, stores
from recupera.settings.shared import *  # noqa: F403
from recupera.settings.signing_in import *  # noqa: F403

STORES = ("letterbox", "vault")
SECRET_KEY = secret_key("owner")
DATABASES = stores("owner", STORES)
INSTALLED_APPS = [*apps(STORES), *DESK_APPS]
