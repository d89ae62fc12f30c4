"""Handling one envelope exactly once, however often it is taken.

1. open it; 2. ask the directory, outside of any transaction (an act commits there first what it
is about to do); 3. one vault transaction: the new state, the messages, "envelope handled" with
its result; 4. one letterbox transaction: show the slot, delete the envelope; 5. empty the kept
result. A worker that dies after any step is followed by one that goes on from there.
"""

from datetime import timedelta
from types import ModuleType

from django.db import IntegrityError, transaction

from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable
from recupera.enquiries.models import Handled
from recupera.keys import CannotOpen
from recupera.letterbox import take
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.sealing import Opened, open_envelope
from recupera.worker.answering import ask, object_to, prove, set_password
from recupera.worker.moment import Moment
from recupera.worker.outcome import TooEarly
from recupera.worker.requests import Malformed

STORE = "vault"
ANSWERING: dict[str, ModuleType] = {
    EnvelopeKind.ASK: ask,
    EnvelopeKind.PROVE: prove,
    EnvelopeKind.SET_PASSWORD: set_password,
    EnvelopeKind.OBJECT: object_to,
}
SOON = timedelta(milliseconds=100)
LATER = timedelta(seconds=5)


def handle(envelope: Envelope) -> None:
    """Handles one taken envelope, or gives it back where waiting helps."""
    try:
        opened = _open(envelope)
        kept = _kept(envelope) or _settle(envelope, opened)
    except (CannotOpen, Malformed):
        take.discard(envelope)
    except TooEarly:
        take.give_back(envelope, SOON)
    except (DirectoryUnavailable, DirectoryRefused):
        take.give_back(envelope, LATER)
    except IntegrityError:
        # Another worker took it when our lease ran out, and was quicker.
        take.give_back(envelope, SOON)
    else:
        _show(kept, envelope)


def _open(envelope: Envelope) -> Opened:
    return open_envelope(
        envelope.id, envelope.slot_id, envelope.kind, envelope.key_id, bytes(envelope.body)
    )


def _kept(envelope: Envelope) -> Handled | None:
    return Handled.objects.filter(id=envelope.id).first()


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
        kept.save(force_insert=True)
    return kept


def _moment(envelope: Envelope) -> Moment:
    return Moment(envelope.id, envelope.inserted_at, take.taken_at(envelope))


def _show(kept: Handled, envelope: Envelope) -> None:
    if kept.status is not None:
        answer = None if kept.answer is None else bytes(kept.answer)
        publication = take.Publication(kept.slot_id, kept.revision, bytes(kept.status), answer)
        take.publish(publication, envelope.id)
        Handled.objects.filter(id=kept.id).update(status=None, answer=None)
    else:
        take.discard(envelope)
