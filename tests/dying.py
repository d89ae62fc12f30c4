"""A real worker process that is killed at one step of its turn."""

import atexit
import json
import os
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

from django.db import connections
from django.db.models import F

from recupera.letterbox import take
from recupera.letterbox.models import Envelope

# A worker that stands ready and forks: each child is as fresh as a process that was just started,
# without the second that starting takes.
READY = """
import functools, json, os, pkgutil, signal, sys, tempfile
import django
django.setup()
from django.db import connections
from recupera.worker.run import turn

def die(path, when, databases):
    for store, database in zip(("letterbox", "vault"), databases):
        connections[store].settings_dict["NAME"] = database
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
    turn()

for line in sys.stdin:
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 2)
            signal.alarm(60)
            die(*json.loads(line))
            sys.stderr.flush()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        print(json.dumps([code, said.read().decode()]), flush=True)
"""


@cache
def _ready() -> subprocess.Popen[str]:
    source = str(Path(__file__).parents[1] / "src")
    process = subprocess.Popen(
        [sys.executable, "-c", READY],
        env={
            **os.environ,
            "PYTHONPATH": source,
            "DJANGO_SETTINGS_MODULE": "recupera.settings.worker",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.communicate)
    return process


def die_at(step: str, when: str) -> None:
    """One turn of a real worker process that is killed at this step."""
    names = [str(connections[store].settings_dict["NAME"]) for store in ("letterbox", "vault")]
    connections.close_all()
    process = _ready()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps([step, when, names]) + "\n")
    process.stdin.flush()
    code, said = json.loads(process.stdout.readline())
    assert code == -signal.SIGKILL, said
    Envelope.objects.update(due_at=F("due_at") - take.LEASE)
