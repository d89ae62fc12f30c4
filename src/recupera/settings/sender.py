"""The sender: the outbox in the vault, and mail."""

from urllib.parse import unquote, urlsplit

from recupera.options import current
from recupera.settings.common import secret_key, stores
from recupera.settings.shared import *  # noqa: F403

_smtp = urlsplit(current().smtp_url)

SECRET_KEY = secret_key("sender")
DATABASES = stores("sender", ("vault",))
INSTALLED_APPS = ["recupera.messages", "recupera.messages.pulse"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

EMAIL_BACKEND = "recupera.messages.smtp.Backend"
EMAIL_HOST = _smtp.hostname or "127.0.0.1"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = _smtp.scheme == "smtp+starttls"
EMAIL_TIMEOUT = current().smtp_timeout
DEFAULT_FROM_EMAIL = current().mail_from
