"""The worker: whose turn it is. At most four quick envelopes, then one other, then again."""

import logging
import signal
import time
from collections.abc import Sequence

from django.db import Error as StoreError

from recupera.letterbox.clock import require_same
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.take import take
from recupera.worker.handle import handle
from recupera.worker.housekeeping import Housekeeping
from recupera.worker.serving import serve
from recupera.worker.waking import Waking

log = logging.getLogger(__name__)

QUICK = (EnvelopeKind.PROVE, EnvelopeKind.SET_PASSWORD, EnvelopeKind.PROVE_CASE)
IN_TURN = (
    EnvelopeKind.ASK,
    EnvelopeKind.OBJECT,
    EnvelopeKind.ASK_CASE,
    EnvelopeKind.OPEN_CASE,
    EnvelopeKind.ACT_ON_CASE,
)
MOST_QUICK = 4


def turn() -> int:
    """One turn; returns how many envelopes were taken."""
    taken = take((QUICK, MOST_QUICK), (IN_TURN, 1))
    _handle_each(taken)
    return len(taken)


def _handle_each(envelopes: Sequence[Envelope]) -> None:
    """One that cannot be handled keeps its lease and does not hold up the others."""
    for envelope in envelopes:
        try:
            handle(envelope)
        except (StoreError, OSError):
            raise
        except Exception as wrong:  # only the type: a message could carry a datum
            log.error("an envelope could not be handled: %s", type(wrong).__name__)


def forever() -> None:
    """Runs until SIGTERM. An error in one turn is logged without data, and the next one begins."""
    for store in ("letterbox", "vault"):
        require_same(store)
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopping.append(number))
    housekeeping, waking = Housekeeping(), Waking()
    while not stopping:
        try:
            housekeeping.when_due()
            # Agents wait in front of their screens as people do.
            if not (turn() + serve.turn()):
                waking.wait()
        except Exception as wrong:  # a worker that stops helps nobody
            # Only the type: a message could carry a datum.
            log.error("turn failed: %s", type(wrong).__name__)
            time.sleep(1)
            waking.reconnect()
