"""Handling one envelope exactly once, however often it is taken.

1. open it; 2. ask the directory, outside of any transaction (an act commits there first what it
is about to do); 3. one vault transaction: the new state, the messages, "envelope handled" with
its result; 4. one letterbox transaction: show the slot, delete the envelope. A worker that dies
after any step is followed by one that goes on from there. For an ask or a prove, which only read
until then, the last statement of 3 finds that it was done, takes the others back, and the kept
result is shown. Kept results are emptied by `housekeeping`, once their slots are on disk.
"""

import logging
from datetime import timedelta
from types import ModuleType

from django.db import IntegrityError, transaction

from recupera.cases.writing import Overtaken
from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable
from recupera.enquiries import rows
from recupera.enquiries.models import Handled
from recupera.keys import CannotOpen, KeyMissing
from recupera.letterbox import take
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.sealing import Opened, open_envelope
from recupera.worker.answering import (
    act_on_case,
    ask,
    ask_case,
    object_to,
    open_case,
    prove,
    prove_case,
    set_password,
)
from recupera.worker.moment import Moment
from recupera.worker.outcome import TooEarly
from recupera.worker.requests import Malformed

log = logging.getLogger(__name__)

STORE = "vault"
ANSWERING: dict[str, ModuleType] = {
    EnvelopeKind.ASK: ask,
    EnvelopeKind.PROVE: prove,
    EnvelopeKind.SET_PASSWORD: set_password,
    EnvelopeKind.OBJECT: object_to,
    EnvelopeKind.OPEN_CASE: open_case,
    EnvelopeKind.ASK_CASE: ask_case,
    EnvelopeKind.PROVE_CASE: prove_case,
    EnvelopeKind.ACT_ON_CASE: act_on_case,
}
# Doing these again, up to the last statement, changes nothing.
READING = {
    EnvelopeKind.ASK,
    EnvelopeKind.PROVE,
    EnvelopeKind.ASK_CASE,
    EnvelopeKind.PROVE_CASE,
}
SOON = timedelta(milliseconds=100)
LATER = timedelta(seconds=5)
MUCH_LATER = timedelta(hours=1)


def handle(envelope: Envelope) -> None:
    """Handles one taken envelope, or gives it back where waiting helps."""
    try:
        opened = _open(envelope)
        # Only an act does something outside the vault that must not be done twice.
        acted = None if envelope.kind in READING else _kept(envelope)
        kept = acted or _settle(envelope, opened)
    except (CannotOpen, Malformed) as wrong:
        _drop(envelope, wrong)
    except (TooEarly, Overtaken, IntegrityError):
        _show_kept(envelope, or_after=SOON)
    except (DirectoryUnavailable, DirectoryRefused):
        _show_kept(envelope, or_after=LATER)
    else:
        _show(kept, envelope)


def _drop(envelope: Envelope, wrong: Exception) -> None:
    """What no honest portal wrote is gone at once; a case whose key is gone waits for the key,
    which a backup may still have."""
    if envelope.kind in take.LASTING and isinstance(wrong.__cause__, KeyMissing):
        log.error("a case waits for the key %s", envelope.key_id)
        take.give_back(envelope, MUCH_LATER)
    else:
        take.discard(envelope)


def _open(envelope: Envelope) -> Opened:
    return open_envelope(
        envelope.id, envelope.slot_id, envelope.kind, envelope.key_id, bytes(envelope.body)
    )


def _settle(envelope: Envelope, opened: Opened) -> Handled:
    answering = ANSWERING[envelope.kind]
    found = answering.look_up(opened, _moment(envelope))
    with transaction.atomic(STORE):
        outcome = answering.settle(opened, found, _moment(envelope))
        kept = Handled(
            id=envelope.id,
            key_id=envelope.key_id,
            slot_id=outcome.slot_id,
            revision=outcome.revision,
            status=outcome.status,
            answer=outcome.answer,
        )
        # The last statement: for an envelope that was handled before, it takes all others back.
        rows.note(kept)
    return kept


def _moment(envelope: Envelope) -> Moment:
    return Moment(envelope.id, envelope.inserted_at, take.taken_at(envelope))


def _show_kept(envelope: Envelope, *, or_after: timedelta) -> None:
    """For what was handled before, by a worker that died or lost its lease; else it waits."""
    kept = _kept(envelope)
    if kept:
        _show(kept, envelope)
    else:
        take.give_back(envelope, or_after)


def _kept(envelope: Envelope) -> Handled | None:
    return Handled.objects.filter(id=envelope.id).first()


def _show(kept: Handled, envelope: Envelope) -> None:
    if kept.status is not None:
        answer = None if kept.answer is None else bytes(kept.answer)
        publication = take.Publication(kept.slot_id, kept.revision, bytes(kept.status), answer)
        take.publish(publication, envelope.id)
    else:
        take.discard(envelope)
