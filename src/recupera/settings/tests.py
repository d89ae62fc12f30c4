"""Every door at once, for tests inside one process; no door is started with these."""

from recupera.settings import portal
from recupera.settings.common import DESK_APPS, apps, stores
from recupera.settings.portal import *  # noqa: F403
from recupera.settings.sender import *  # noqa: F403
from recupera.settings.signing_in import *  # noqa: F403

STORES = ("letterbox", "vault")
SECRET_KEY = "tests"
DATABASES = stores("owner", STORES)
OF_DOORS = [*portal.INSTALLED_APPS, "recupera.platform", *DESK_APPS]
INSTALLED_APPS = list(dict.fromkeys([*OF_DOORS, *apps(STORES)]))
TEMPLATES = portal.TEMPLATES
# Plain names: tests need no gathered files.
STORAGES = portal.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

for _name in STORES:
    # Without this a test that names one store waits for `default`, which is empty.
    DATABASES[_name]["TEST"] = {"DEPENDENCIES": []}
    # A file, as in life: SQLite's in-memory stores share one connection between threads, and no
    # race would ever show.
    if DATABASES[_name]["ENGINE"].endswith("sqlite3"):
        DATABASES[_name]["TEST"]["NAME"] = str(DATABASES[_name]["NAME"]) + ".test"
        # Eight at once on two busy cores: whoever comes last waits longer than a person would.
        DATABASES[_name]["OPTIONS"]["timeout"] = 60
