"""The two pages as a WSGI application, for a server of its own."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "recupera.settings.tests"
settings.ROOT_URLCONF = "tests.web.pages"
application = get_wsgi_application()
