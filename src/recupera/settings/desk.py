"""The desk: cases in the vault, and the mail by which it passes them on."""

from recupera.settings.common import secret_key, stores
from recupera.settings.sender import *  # noqa: F403

SECRET_KEY = secret_key("desk")
CASE_KEYS_OF = "desk"
DATABASES = stores("desk", ("vault",))
# Of the messages only how a mail is written; the desk's role may read none.
INSTALLED_APPS = ["recupera.cases", "recupera.messages"]
TEMPLATES = []
