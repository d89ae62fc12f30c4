"""How the house is: ages, counts, keys, disk. Nothing about any person.

Each number is the same whether or not an account exists, because the rows counted are written
alike for everybody. The two that are not, failures of real messages, are in `failures` alone.
"""

import shutil
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from recupera import keys
from recupera.cases import handing
from recupera.cases.models import File, FileState
from recupera.directories.embedded.models import Import
from recupera.journal.models import Entry
from recupera.keys import KINDS
from recupera.letterbox import room
from recupera.letterbox.clock import now
from recupera.letterbox.models import Envelope
from recupera.messages.models import Message, State
from recupera.options import current
from recupera.worker.delay import Lateness, lateness

Facts = dict[str, Any]

LATE = 60.0
MAIL_SILENT = 120.0
# Longer than an antivirus takes to start, and than the lease of a scanner that died.
FILES_LATE = 600.0
# As long as the longest pause between two tries.
DESK_SILENT = 3600.0
LEAST_FREE_PERCENT = 5.0
# They should be rotated daily (deploy/systemd/recupera-keys.timer).
KEY_OLD = timedelta(days=3)
HOUR = timedelta(hours=1)
# One failure more or less is one real message: nobody is to see a single one.
STEP = 20


def condition() -> Facts:
    """Everything that any process of this machine may know; ages are in whole seconds."""
    at, late = now("vault"), lateness()
    facts = {
        "at": at.isoformat(timespec="seconds"),
        "letterbox": _letterbox(at, late),
        "outbox": _outbox(at, late),
        "files": _files(at),
        "forwarding": _forwarding(at),
        "directory": {"last_import_age": _age(_last_import(), at)},
        "journal": _journal(at),
        "keys": _keys(at),
        "disk": _disk(),
        "uploads": _uploads(),
    }
    return {"wrong": wrong(facts), "notes": notes(facts)} | facts


def failures() -> Facts:
    """Only for who may read the vault: messages that wait after a refusal, and that were given up.

    Counted in steps of twenty, rounded down. A null row never fails, so even so a change tells
    of real messages.
    """
    again = Message.objects.filter(state=State.WAITING, tries__gt=0)
    gone = Message.objects.filter(state=State.GONE, created_at__gt=now("vault") - HOUR)
    return {
        "refused_and_waiting_at_least": coarse(again.count()),
        "given_up_last_hour_at_least": coarse(gone.count()),
    }


def coarse(number: int) -> int:
    return number // STEP * STEP


def wrong(facts: Facts) -> list[str]:
    """One sentence for each thing that somebody should look at now."""
    letterbox, outbox, mail = facts["letterbox"], facts["outbox"], facts["outbox"]["mail_age"]
    found = {
        "the worker does not keep up": letterbox["late"] > LATE,
        "the sender does not keep up": outbox["late"] > LATE,
        "the mail server does not answer, or no sender runs": (mail or 0) > MAIL_SILENT,
        "files of cases are not scanned: no scanner runs, or the antivirus does not answer": (
            facts["files"]["oldest_age"] or 0
        )
        > FILES_LATE,
        "the other help desk does not take cases": (
            (facts["forwarding"]["oldest_age"] or 0) > DESK_SILENT
        ),
        "the journal is not sealed": (facts["journal"]["oldest_unsealed_age"] or 0) > LATE,
        "the disk is nearly full": facts["disk"]["free_percent"] < LEAST_FREE_PERCENT,
        "no room is left for the files of cases": facts["uploads"]["nearly_full"],
    }
    return [sentence for sentence, holds in found.items() if holds]


def notes(facts: Facts) -> list[str]:
    """What is no alarm, but should be known."""
    lives = {f"{kind.door}/{kind.name}": kind.destroy_after for kind in KINDS}
    old = [
        name
        for name, key in facts["keys"].items()
        if lives[name] and (key["age"] or 0) > KEY_OLD.total_seconds()
    ]
    return [f"not rotated for three days: {', '.join(old)}"] if old else []


def _letterbox(at: datetime, late: Lateness) -> Facts:
    kinds = Envelope.objects.values_list("kind").annotate(Count("id")).order_by("kind")
    oldest = Envelope.objects.aggregate(first=Min("inserted_at"))["first"]
    return {"waiting": dict(kinds), "oldest_age": _age(oldest, at), "late": int(late.worker)}


def _outbox(at: datetime, late: Lateness) -> Facts:
    untried = Message.objects.filter(state=State.WAITING, tries=0)
    return {
        "written_last_hour": Message.objects.filter(created_at__gt=at - HOUR).count(),
        "not_yet_taken": untried.count(),
        "late": int(late.sender),
        "mail_age": None if late.mail is None else int(late.mail),
    }


def _files(at: datetime) -> Facts:
    """Those not scanned yet, by when they came: one that is put off again and again grows old."""
    open_ones = File.objects.filter(state__in=(FileState.WAITING, FileState.TAKEN))
    found = open_ones.aggregate(waiting=Count("id"), first=Min("received_at"))
    return {"waiting": found["waiting"], "oldest_age": _age(found["first"], at)}


def _forwarding(at: datetime) -> Facts:
    waiting, oldest = handing.waiting()
    return {"waiting": waiting, "oldest_age": _age(oldest, at)}


def _last_import() -> datetime | None:
    newest = Import.objects.order_by("-finished_at").values_list("finished_at", flat=True)
    return newest.first()


def _journal(at: datetime) -> Facts:
    sealed = Entry.objects.filter(place__isnull=False).order_by("-place")
    unsealed = Entry.objects.filter(place__isnull=True).aggregate(first=Min("at"))["first"]
    return {
        "newest_sealed_age": _age(sealed.values_list("at", flat=True).first(), at),
        "oldest_unsealed_age": _age(unsealed, at),
    }


def _keys(at: datetime) -> Facts:
    """Of the doors whose folders this user may read."""
    found = {}
    for kind in KINDS:
        try:
            versions = list(keys.ring(current().data, kind.door, kind.name))
        except PermissionError:
            continue
        newest = versions[0].made_at if versions else None
        found[f"{kind.door}/{kind.name}"] = {"versions": len(versions), "age": _age(newest, at)}
    return found


def _disk() -> Facts:
    usage = shutil.disk_usage(current().data)
    # Coarse: what a log line weighs is nobody's to see.
    return {
        "free_bytes": usage.free // 10**8 * 10**8,
        "free_percent": round(100 * usage.free / usage.total, 1),
    }


def _uploads() -> Facts:
    """The files of cases that wait for the scanner; in whole megabytes."""
    found = room.room()
    return {
        "used_mb": found.used // room.MEGABYTE,
        "most_mb": found.most // room.MEGABYTE,
        "nearly_full": found.nearly_full,
    }


def _age(when: datetime | None, at: datetime) -> int | None:
    return max(0, int((at - when).total_seconds())) if when else None
