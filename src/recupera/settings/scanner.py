"""The scanner: sealed uploads in the letterbox, files in the vault, and nothing else of either."""

from recupera.settings.common import secret_key, stores
from recupera.settings.shared import *  # noqa: F403

SECRET_KEY = secret_key("scanner")
DATABASES = stores("scanner", ("letterbox", "vault"))
INSTALLED_APPS = ["recupera.letterbox", "recupera.cases"]
