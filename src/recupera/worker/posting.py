"""What became of the mails to a case's address, told in its history: for the desk alone.

It says something of an address that somebody typed, and nothing of any account. Whoever got a mail
can report about it, so all of it is a hint and no proof.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from recupera.cases.models import Author, CaseMail, EntryKind
from recupera.cases.writing import note
from recupera.keys import CannotOpen, KeyMissing
from recupera.letterbox.clock import now
from recupera.messages.kept_outcomes import read
from recupera.messages.models import Message, State
from recupera.messages.outbox import KEPT
from recupera.messages.outcomes import Outcome

log = logging.getLogger(__name__)

STORE = "vault"
MOST = 500
# A row that is deleted tells nothing more.
FORGOTTEN = KEPT + timedelta(hours=1)


def tell_cases() -> int:
    """Returns how many entries were written."""
    CaseMail.objects.filter(at__lt=now(STORE) - FORGOTTEN).delete()
    every = list(CaseMail.objects.order_by("at").select_related("case"))
    return sum(_tell_some(every[at : at + MOST]) for at in range(0, len(every), MOST))


def _tell_some(posted: Sequence[CaseMail]) -> int:
    by = {one.id: one for one in posted}
    ended = Message.objects.filter(id__in=list(by), state__in=(State.SENT, State.GONE))
    return sum(_tell(by[one.id], one) for one in ended.only("id", "outcome"))


def _tell(posted: CaseMail, row: Message) -> bool:
    seen = hashlib.sha256(bytes(row.outcome)).hexdigest()
    if seen == posted.seen:
        return False
    try:
        outcome, _channel, _at = read(row)
    except (CannotOpen, KeyMissing) as wrong:
        log.error("an outcome cannot be opened: %s", wrong)
        return False
    if outcome is Outcome.NOTHING:
        CaseMail.objects.filter(id=posted.id).delete()
        return False
    return _write(posted, seen, outcome)


def _write(posted: CaseMail, seen: str, outcome: Outcome) -> bool:
    """Once, whoever comes: of two workers one finds it as it was."""
    with transaction.atomic(STORE):
        if not CaseMail.objects.filter(id=posted.id, seen=posted.seen).update(seen=seen):
            return False
        said = f"{posted.what} {outcome.value}"
        note(
            posted.case,
            EntryKind.POSTED,
            said,
            by=Author.SYSTEM,
            now=now(STORE),
            shown=False,
        )
    return True
