"""Housekeeping of cases: what closes by itself, what the scanner found, what was never sent."""

from datetime import datetime, timedelta

from django.db import transaction

from recupera.cases.models import Author, Case, EntryKind, File, FileState, State
from recupera.cases.policy import Act
from recupera.cases.sealed import open_about
from recupera.cases.thread import root_of
from recupera.cases.writing import NotNow, Overtaken, move, note
from recupera.journal.events import Event, record_of
from recupera.letterbox import take, uploads
from recupera.letterbox.clock import now
from recupera.worker.case_letters import tell_news

STORE = "vault"
DRAFT_LIVES = timedelta(hours=24)
MOST = 100


def close_lapsed() -> int:
    """Closes what nobody went on with; returns how many.

    Not while somebody's words wait in the letterbox: they may be for just that case, and count from
    when they came.
    """
    at = now(STORE)
    if take.lasting():
        return 0
    waiting = Case.objects.filter(until__lt=at, joined_to="")
    lapsed = waiting.filter(state__in=(State.WAITING, State.ANSWERED)).order_by("until")[:MOST]
    return sum(_lapse(case, at) for case in lapsed)


def hear_scanner() -> int:
    """Writes into the cases what the scanner refused, tells their persons, and deletes the uploads
    of all that were scanned; returns how many."""
    at = now(STORE)
    done = File.objects.filter(done_at__isnull=False, told_at__isnull=True)
    files = list(done.select_related("case").order_by("done_at")[:MOST])
    heard = [file.id for file in files if _hear(file, at)]
    uploads.forget(heard)
    return len(heard)


def purge_unsent() -> None:
    """Deletes drafts and uploads of a day ago that no case has, nor will have.

    An upload that is still to be scanned stays whatever the letterbox says of it: the vault knows.
    """
    at = now("letterbox")
    # What waits has its receipt in its draft's place, which keeps its files however old they are.
    oldest = min((one.inserted_at for one in take.lasting()), default=at)
    before = min(at, oldest) - DRAFT_LIVES
    uploads.purge_drafts(before)
    old = uploads.old(before)
    needed = File.objects.filter(id__in=old, done_at__isnull=True)
    uploads.forget(set(old) - set(needed.values_list("id", flat=True)))


def _lapse(case: Case, at: datetime) -> bool:
    try:
        with transaction.atomic(STORE):
            move(case, Act.LAPSE, EntryKind.CLOSED, by=Author.SYSTEM, now=at)
            tell_news(case, at)
            record_of(case.reference, Event.CHANGED, {"act": "lapse", "by": "time"})
    except (NotNow, Overtaken):
        return False
    return True


def _hear(file: File, at: datetime) -> bool:
    """Once, whoever comes: of two workers one finds it told."""
    with transaction.atomic(STORE):
        if not File.objects.filter(id=file.id, told_at__isnull=True).update(told_at=at):
            return False
        if file.state == FileState.REFUSED:
            name = open_about(file.case_id, file.id, bytes(file.about)).name
            root = root_of(file.case)
            note(root, EntryKind.FILE_REFUSED, name, by=Author.SYSTEM, now=at)
            tell_news(root, at)
            record_of(root.reference, Event.CHANGED, {"act": "refuse_file", "by": "scanner"})
    return True
