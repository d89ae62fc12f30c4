"""A Django of the smallest kind: our own database settings, forms, CSRF protection, no more."""

import os
from pathlib import Path

import django.contrib

from recupera.options import current
from recupera.settings.common import stores

SECRET_KEY = "rivals"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": stores(os.environ["RIVALS_DOOR"], ("letterbox",))["letterbox"]}
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "bench.rivals"]
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "bench.rivals.views"
CSRF_TRUSTED_ORIGINS = ["https://recupera.example"]
# The text of the mail that Django ships belongs to its admin.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [Path(django.contrib.__path__[0]) / "admin" / "templates"],
    }
]
# A mail that goes nowhere: the reset still looks the account up and writes its token and text.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
MEDIA_ROOT = current().data / "media"
