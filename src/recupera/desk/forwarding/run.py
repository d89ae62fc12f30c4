"""The loop that passes cases on, one step of one case at a time, until each was taken."""

import logging

from recupera.cases import handing
from recupera.cases.models import HandOver
from recupera.desk.forwarding import mail, webhook
from recupera.desk.forwarding.passing import passing
from recupera.letterbox.clock import now, require_same
from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.options import current
from recupera.stopping import Stopping

log = logging.getLogger(__name__)

STORE = "vault"
PAUSE = 2.0


def forever() -> None:
    """Runs until SIGTERM; what it held then is free again when its lease ends."""
    require_same(STORE)
    stopping = Stopping()
    while not stopping.is_set():
        try:
            handing.find(now(STORE))
            while not stopping.is_set() and turn():
                pass
        except Exception as wrong:  # only the type: a message could carry what a person wrote
            log.error("passing on failed: %s", type(wrong).__name__)
        stopping.wait(PAUSE)


def turn() -> bool:
    """Passes one on, or puts it back for later; False where nothing is due."""
    row = handing.take(now(STORE))
    if row is None:
        return False
    try:
        _send(row)
    except (NotNow, Never, Unsure) as refused:
        # Never here is only never like this: a desk that is mended takes it yet.
        log.warning("the help desk did not take a case: %s", refused)
        handing.put_back(row, now=now(STORE))
    except Exception:
        handing.put_back(row, now=now(STORE))
        raise
    else:
        handing.settle(row, now=now(STORE))
    return True


def _send(row: HandOver) -> None:
    way = webhook if current().forward_url.startswith("http") else mail
    way.send(passing(row))
