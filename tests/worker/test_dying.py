"""A worker killed at every step: the envelope is taken up again, nothing is lost or done twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.models import F

from recupera.enquiries.models import Enquiry, Handled
from recupera.letterbox import take
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.worker.housekeeping import purge
from tests.enquirer import ANA, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

# Where the killed worker stops: before or after calling this name in its step.
STEPS = [
    ("recupera.worker.handle:open_envelope", "after"),
    ("recupera.worker.handle:_settle", "before"),
    ("recupera.enquiries.models:Handled.save", "before"),
    ("recupera.enquiries.models:Handled.save", "after"),
    ("recupera.worker.handle:_settle", "after"),
    ("recupera.letterbox.take:publish", "before"),
    ("recupera.letterbox.take:publish", "after"),
]

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
    source = str(Path(__file__).parents[2] / "src")
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


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_asking_leaves_one_code_and_one_enquiry(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    die_at(step, when)
    work()
    assert len(letters()) == 1
    assert (Enquiry.objects.get().asks, Envelope.objects.count()) == (1, 0)
    assert person.proved(codes()[0]) == Verdict.GOOD
    Handled.objects.update(at=F("at") - timedelta(minutes=31))
    purge()
    assert not Handled.objects.filter(status__isnull=False).exists()


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_judging_counts_one_try(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer().asked()
    wrong = person.prove("00000000")
    die_at(step, when)
    work()
    assert person.published.verdicts[wrong.id] == Verdict.WRONG
    assert person.published.tries_left == 4


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_a_worker_killed_while_answering_loses_no_answer(step: str, when: str) -> None:
    register(ANA)
    person = Enquirer().asked()
    right = person.prove(codes()[0])
    die_at(step, when)
    work()
    assert person.published.verdicts[right.id] == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]
