"""What the Django settings of every door share. Each door's own file says what it adds."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from recupera.keys import ring
from recupera.options import current

PACKAGE = Path(__file__).resolve().parent.parent

STORE_APPS = {
    "letterbox": ["recupera.letterbox", "recupera.guard"],
    "vault": [
        "recupera.agents",
        "recupera.hatch",
        "recupera.orders",
        "recupera.cases",
        "recupera.enquiries",
        "recupera.recoveries",
        "recupera.directories.embedded",
        "recupera.messages",
        "recupera.messages.pulse",
        "recupera.journal",
        "recupera.figures",
    ],
}
# The desk's own tables, in the vault too; no other door loads them.
DESK_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "recupera.desk",
    "allauth",
    "recupera.desk.apps.Account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
LANGUAGES = [("es", "Español"), ("en", "English")]


def stores(door: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Django's DATABASES for the stores that this door may open, and no other."""
    return {"default": {}} | {name: _store(door, name) for name in names}


def apps(names: tuple[str, ...]) -> list[str]:
    return [app for name in names for app in STORE_APPS[name]]


def secret_key(door: str) -> str:
    """The framework's key; doors that sign nothing get a name, which opens nothing."""
    if door not in ("portal", "platform", "desk"):
        return f"{door} signs nothing"
    return ring(current().data, door, "django").newest().secret.hex()


def _store(door: str, name: str) -> dict[str, Any]:
    options = current()
    if options.database == "sqlite":
        return _sqlite(options.data / f"{name}.sqlite3", full=name == "vault")
    return _postgresql(options.database.format(store=name, door=door), pooled=door == "portal")


def _sqlite(path: Path, *, full: bool) -> dict[str, Any]:
    # The vault survives a power cut to the last commit; the letterbox to the last few,
    # which costs a person one more press of a button and doubles what the portal takes.
    level = "FULL" if full else "NORMAL"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={level};",
        },
    }


def _postgresql(url: str, *, pooled: bool) -> dict[str, Any]:
    """`?host=/folder` names a Unix socket; what else follows `?` goes to the driver (sslmode …)."""
    parts = urlsplit(url)
    extra = dict(parse_qsl(parts.query))
    # A person who cannot be served in five seconds is told so; the pool's own limit is thirty.
    pool = {"pool": {"min_size": 2, "max_size": 16, "timeout": 5}} if pooled else {}
    # The same few statements over and over: planned once per connection, their data sent apart.
    prepared = {"server_side_binding": True, "prepare_threshold": 2}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": extra.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0 if pooled else None,
        "OPTIONS": prepared | extra | pool,
    }
