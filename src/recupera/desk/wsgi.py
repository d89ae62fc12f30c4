"""The desk as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recupera.settings.desk")
application = get_wsgi_application()
# A page that cannot be loaded stops the start, not the first agent.
get_resolver().url_patterns  # noqa: B018
