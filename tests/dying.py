"""A real worker process that is killed at one step of its turn."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connections
from django.db.models import F

from recupera.letterbox import take
from recupera.letterbox.models import Envelope

KILLED = """
import functools, os, pkgutil, signal, sys
import django
django.setup()
from django.db import connections
for store, database in zip(("letterbox", "vault"), sys.argv[3:]):
    connections[store].settings_dict["NAME"] = database
path, when = sys.argv[1:3]
owner_name, _, name = path.rpartition("." if "." in path.partition(":")[2] else ":")
owner = pkgutil.resolve_name(owner_name)
real = getattr(owner, name)

@functools.wraps(real)
def dying(*given, **named):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(owner, name, dying)
from recupera.worker.run import turn
turn()
"""


def die_at(step: str, when: str) -> None:
    """Runs one turn of a real worker process that is killed at this step."""
    names = [str(connections[store].settings_dict["NAME"]) for store in ("letterbox", "vault")]
    connections.close_all()
    source = str(Path(__file__).parents[1] / "src")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, step, when, *names],
        env={
            **os.environ,
            "PYTHONPATH": source,
            "DJANGO_SETTINGS_MODULE": "recupera.settings.worker",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    Envelope.objects.update(due_at=F("due_at") - take.LEASE)
