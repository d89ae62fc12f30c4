"""How agents sign in: django-allauth's pages and limits, with a second factor every time.

Whether that factor is good the worker judges (`recupera.desk.door`); nobody signs up.
"""

from urllib.parse import urlsplit

from recupera.options import current

_options = current()

AUTH_USER_MODEL = "desk.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "recupera.desk.door.adapters.Account"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(_options.desk_origin).scheme
# Fifteen tries of a form a minute from one address; ten wrong ones, five for one mailbox.
ACCOUNT_RATE_LIMITS = {
    "login": "15/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "invitation": "10/m/ip",
}

MFA_ADAPTER = "recupera.desk.door.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "recupera.desk.door.forms.ByCode",
    "authenticate_webauthn": "recupera.desk.door.forms.ByPasskey",
    "login_webauthn": "recupera.desk.door.forms.ByPasskeyAlone",
}

SOCIALACCOUNT_ADAPTER = "recupera.desk.door.adapters.Provider"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
PROVIDER = "entidad"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": PROVIDER,
                "name": _options.desk_oidc_name,
                "client_id": _options.desk_oidc_client,
                "secret": _options.desk_oidc_secret.get_secret_value(),
                "settings": {"server_url": _options.desk_oidc_issuer},
            }
        ]
        if _options.desk_oidc_issuer
        else [],
    }
}

# What the limits count, for every process of the desk alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
