"""The desk: agents' pages over the cases in the vault, and the mail by which cases are passed on.

Of the letterbox it reads the closed days alone; of the messages it knows only how a mail is
written. Whatever changes a case or an account it asks of the worker (`recupera.hatch`).
"""

from urllib.parse import urlsplit

from csp.constants import SELF

from recupera.options import current
from recupera.settings.common import DESK_APPS, secret_key, stores
from recupera.settings.sender import *  # noqa: F403
from recupera.settings.signing_in import *  # noqa: F403
from recupera.settings.web import *  # noqa: F403
from recupera.settings.web import CONTENT_SECURITY_POLICY as _POLICY
from recupera.settings.web import MIDDLEWARE as _MIDDLEWARE
from recupera.settings.web import templates

_options = current()
_secure = urlsplit(_options.desk_origin).scheme == "https"

SECRET_KEY = secret_key("desk")
CASE_KEYS_OF = "desk"
DATABASES = stores("desk", ("letterbox", "vault"))
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    *DESK_APPS,
    "recupera.letterbox",
    "recupera.agents",
    "recupera.figures",
    "recupera.hatch",
    "recupera.orders",
    "recupera.cases",
    "recupera.messages",
    "recupera.design",
]
MIDDLEWARE = [
    *_MIDDLEWARE,
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "recupera.desk.urls"
WSGI_APPLICATION = "recupera.desk.wsgi.application"
TEMPLATES = templates("recupera.desk.context.frame")
ALLOWED_HOSTS = [urlsplit(_options.desk_origin).hostname or ""]
if _options.demo:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]

# Browsers send a host's cookies to all its ports, the portal's included: hence names of its own.
SESSION_COOKIE_NAME = "__Host-mesa" if _secure else "mesa"
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A working day; the browser forgets it when it is closed.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-mesa-csrf" if _secure else "mesa_csrf"
CSRF_COOKIE_SECURE = _secure
CSRF_FAILURE_VIEW = "recupera.desk.pages.errors.forged"
CSRF_TRUSTED_ORIGINS = [_options.desk_origin]
SECURE_HSTS_SECONDS = 63_072_000 if _secure else 0

# Browsers judge by this also where a form is sent on to: the sign-in's, to the provider.
_provider = urlsplit(_options.desk_oidc_issuer)
_places = [SELF, f"{_provider.scheme}://{_provider.netloc}"] if _provider.netloc else [SELF]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": _POLICY["DIRECTIVES"] | {"form-action": _places}}
