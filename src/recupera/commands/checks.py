"""Everything `recupera check` looks at; each function yields one sentence per mistake found."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from recupera import keys
from recupera.commands import static, stores
from recupera.commands.main import Stop
from recupera.commands.opening import refuse_other_clock
from recupera.commands.ports import split
from recupera.keys import KINDS
from recupera.options import Options
from recupera.options.demo import is_loopback

# What one GSM-7 part leaves for the portal's host and the platform's short name.
MOST_IN_SMS = 44


def demo_on_a_network(options: Options) -> Iterator[str]:
    """Plain cookies and an open mailbox are for one machine alone."""
    if not options.demo:
        return
    places = {
        "RECUPERA_ORIGIN": urlsplit(options.origin).hostname or "",
        "RECUPERA_PORTAL_ADDRESS": split(options.portal_address)[0],
        "RECUPERA_MAILBOX_ADDRESS": split(options.mailbox_address)[0],
        "RECUPERA_MAILBOX_SMTP_ADDRESS": split(options.mailbox_smtp_address)[0],
        "RECUPERA_PLATFORM_ADDRESS": split(options.platform_address)[0],
        "RECUPERA_DESK_ADDRESS": split(options.desk_address)[0],
    }
    # `recupera run --demo` gives the desk this machine's name; what nobody set leads nowhere.
    if "desk_origin" in options.model_fields_set:
        places["RECUPERA_DESK_ORIGIN"] = urlsplit(options.desk_origin).hostname or ""
    for name, host in places.items():
        if not is_loopback(host):
            yield (
                f"{name} leaves this machine ({host}) while RECUPERA_DEMO is on: its cookies are "
                "plain and its mailbox is open; unset RECUPERA_DEMO"
            )


def open_key_folders(data: Path) -> Iterator[str]:
    """Keys that somebody else on this machine can read, and keys that are missing."""
    for kind in KINDS:
        if not list(keys.ring(data, kind.door, kind.name)):
            yield f"key {kind.door}/{kind.name} is missing; `recupera keys make` makes it"
    for folder in sorted((data / "keys").glob("*")):
        for path in (folder, *sorted(folder.rglob("*"))):
            if path.stat().st_mode & 0o077:
                wanted = 700 if path.is_dir() else 600
                yield f"{path} can be read by others; chmod {wanted} {path}"


def unready_stores() -> Iterator[str]:
    """Stores that cannot be reached, are not upgraded, or live by another clock."""
    for store in stores.STORES:
        try:
            steps = stores.pending(store)
            refuse_other_clock(store)
        except Stop as stop:
            yield str(stop)
            continue
        if steps:
            yield f"the {store} store lacks {len(steps)} steps; run `recupera stores upgrade`"


def missing_static() -> Iterator[str]:
    if static.missing():
        yield "the portal's static files are missing; run `recupera portal --collect`"


def mail_server(options: Options) -> Iterator[str]:
    """A mail server that does not take the connection; the demo's runs only with the demo."""
    if options.demo:
        return
    parts = urlsplit(options.smtp_url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 25), timeout=5).close()
    except OSError as refused:
        yield f"the mail server {parts.hostname} does not answer ({refused.strerror or refused})"


def long_texts(options: Options) -> Iterator[str]:
    """Names so long that a text message would need two parts, which are never sent."""
    host, name = urlsplit(options.origin).hostname or "", options.texts.sms_name
    if options.offers_sms and len(host) + len(name) > MOST_IN_SMS:
        yield (
            f"text messages would not fit into one part: {host} and the preset's sms_name, "
            f"{name!r}, together have more than {MOST_IN_SMS} characters; shorten one of them"
        )


def notes(options: Options) -> Iterator[str]:
    """What is not wrong, but must be known."""
    if one_user(options):
        yield (
            "every door runs under one user id here, so the separation of the doors is in the "
            "shape only; docs/operate/install.md gives each door its own user"
        )
    if not options.demo and not options.clamd:
        yield (
            "RECUPERA_CLAMD is empty: images are drawn anew, every other file of a case reaches "
            "the desk unscanned"
        )
    if not options.demo and options.trusted_proxies == 0:
        yield (
            "RECUPERA_TRUSTED_PROXIES is 0: behind a reverse proxy every person would share one "
            "budget, the proxy's own; set it to the number of proxies"
        )


def one_user(options: Options) -> bool:
    """Whether the key folders have one owner, or SQLite files are shared by all doors."""
    owners = {folder.stat().st_uid for folder in (options.data / "keys").glob("*")}
    return options.database == "sqlite" or len(owners) < 2
