"""Starts every door on this machine and keeps them running; with --demo, invented data too."""

import argparse
import http.client
import math
import os
import signal
import threading
import time
from pathlib import Path

from recupera import keys
from recupera.commands import ports, static
from recupera.commands.children import Child, keep_running, say, spawn
from recupera.commands.main import Stop
from recupera.commands.welcome import welcome
from recupera.options import Options, current, forget
from recupera.stopping import Stopping

DOORS = ("portal", "worker", "sender", "scanner", "desk")
DEMO_DOORS = ("mailbox", "platform")
SECONDS_TO_ANSWER = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo",
        action="store_true",
        help="plain http on this machine, invented persons, a mailbox and a platform to sign in to",
    )


def run(given: argparse.Namespace) -> None:
    if given.demo:
        set_demo_defaults()
    options = current()
    ports.refuse_taken(_addresses(options))
    prepare_data(options.data)
    for made in keys.make_missing(options.data, demo=options.demo):
        say(f"made key {made}")
    _set_up(options)
    keep_doors_running(options)


def set_demo_defaults() -> None:
    """What a demo needs, for this process and its children; what is set already stays."""
    os.environ["RECUPERA_DEMO"] = "1"
    forget()
    options = current()
    os.environ.setdefault("RECUPERA_ORIGIN", f"http://{options.portal_address}")
    # By name: a passkey belongs to a host name, and an address is none.
    port = options.desk_address.rpartition(":")[2]
    os.environ.setdefault("RECUPERA_DESK_ORIGIN", f"http://localhost:{port}")
    os.environ.setdefault("RECUPERA_SMTP_URL", f"smtp://{options.mailbox_smtp_address}")
    os.environ.setdefault("RECUPERA_SMS_URL", f"http://{options.mailbox_address}/api/sms")
    forget()


def prepare_data(data: Path) -> None:
    """The data folder, for this user alone. Raises Stop when it cannot be written."""
    os.umask(0o077)
    probe = data / ".writable"
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as refused:
        raise Stop(
            f"cannot write to the data folder {data.absolute()} ({refused.strerror}); "
            "make it writable, or choose another with RECUPERA_DATA=/path/of/a/folder"
        ) from None


def keep_doors_running(options: Options) -> None:
    """Until Ctrl-C or SIGTERM; every child is gone when this returns."""
    until = Stopping(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    children = [Child(name) for name in _doors(options)]
    announcer = threading.Thread(target=_announce, args=(options, until), daemon=True)
    announcer.start()
    keep_running(children, until)
    say(f"stopped by {until.by}")


def _doors(options: Options) -> tuple[str, ...]:
    passing_on = ("forward",) if options.forward_url else ()
    return (*DOORS, *passing_on, *(DEMO_DOORS if options.demo else ()))


def _addresses(options: Options) -> dict[str, str]:
    names = ["portal_address", "desk_address"]
    if options.demo:
        names += ["mailbox_address", "mailbox_smtp_address", "platform_address"]
    if options.health_address:
        names.append("health_address")
    return {name: getattr(options, name) for name in names}


def _set_up(options: Options) -> None:
    if static.stale():
        _step("gathering the static files", "portal", "--collect")
    if options.demo:
        purpose = "creating or upgrading the two stores, and filling them for the demo"
        return _step(purpose, "stores", "upgrade", "--demo")
    return _step("creating or upgrading the two stores", "stores", "upgrade")


def _step(purpose: str, *command: str) -> None:
    """Runs one command to its end; its output is shown only when it fails."""
    say(f"{purpose} …")
    began = time.monotonic()
    process = spawn(*command)
    assert process.stdout is not None
    output = process.stdout.read()
    if process.wait():
        raise Stop(f"{purpose} failed:\n{output.rstrip()}")
    say(f"{purpose}: done in {time.monotonic() - began:.1f} s")


def _announce(options: Options, until: threading.Event) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    demo = [options.platform_address] if options.demo else []
    pages = [options.portal_address, options.desk_address, *demo]
    while not until.wait(0.2):
        if all(answers(ports.reachable(address)) for address in pages):
            welcome(options)
            return
        if time.monotonic() > deadline:
            # Once; a machine that is out of breath may still come to it.
            say("the pages do not answer yet; see the lines above")
            deadline = math.inf


def answers(address: str) -> bool:
    """Whether an HTTP server there answers at all."""
    connection = http.client.HTTPConnection(address, timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
