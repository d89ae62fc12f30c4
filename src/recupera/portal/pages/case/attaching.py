"""Files that are added to a case: each kept or refused with its reason, before anything is sent.

An act goes as a whole. Where a file is refused, the text and the good files wait in the draft of
the act (`portal.written`) until the person has put it right or presses again: nothing is half
sent, and nothing has to be chosen twice.
"""

import base64
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from recupera.files.findings import Refusal
from recupera.guard.limits import Closed, spend_case_budgets
from recupera.guard.source import source_of
from recupera.keys import TooLarge
from recupera.letterbox import room
from recupera.letterbox.cases import Sent
from recupera.letterbox.slot import Published
from recupera.portal.cookies import Case
from recupera.portal.form.sentences import closed_until
from recupera.portal.uploads import Held, NotTaken, Outcome, Taken, refused, take
from recupera.portal.written import Step, Written, change, written
from recupera.web.uploads import MULTIPART

log = logging.getLogger("recupera.portal")
# The last field of a form with files: without it the rest of the body never came.
WHOLE = "whole"


@dataclass(frozen=True)
class Kept:
    """What came with a press. `wrong` has the name and the sentence of each refused file."""

    case: Case
    written: Written
    wrong: tuple[tuple[str, str], ...] = ()
    held: str = ""

    @property
    def whole(self) -> bool:
        return not self.wrong and not self.held


def keep(request: HttpRequest, case: Case, published: Published | None) -> Kept:
    """The text as it came, and the files that are good, in the draft of this case.

    A form without a text, such as the one that closes a case, sends and changes nothing of it.
    """
    if request.content_type != MULTIPART and "text" not in request.POST:
        return Kept(case, Written())
    before = written(case, published)
    outcome = _taken(request, before)
    text, gone = request.POST.get("text", before.text), request.POST.get("remove", "")
    if not (text or outcome.taken) and before == Written():
        return Kept(case, before, _named(outcome.refused))
    try:
        case = change(request, case, published, _step(request, text, gone, outcome.taken))
    except room.NoRoom:
        log.warning("no room for the files of cases; `recupera status` says how much there is")
        outcome = _none(outcome, Refusal.NO_ROOM)
    except Closed as closed:
        # Text alone goes without being kept: it stands in the form.
        held = _closed(closed) if outcome.taken else ""
        return Kept(case, replace(before, text=text), _named(outcome.refused), held)
    except TooLarge:
        return Kept(case, replace(before, text=text), _named(outcome.refused))
    kept = replace(written(case, published), text=text)
    return Kept(case, kept, _named(outcome.refused))


def _taken(request: HttpRequest, before: Written) -> Outcome:
    if request.content_type != MULTIPART:
        return Outcome()
    has = Held(len(before.files), sum(one.size for one in before.files))
    outcome = take(request, held=has)
    if WHOLE not in request.POST and not any(not one.name for one in outcome.refused):
        return replace(outcome, refused=(*outcome.refused, NotTaken("", Refusal.CUT)))
    return outcome


def _step(request: HttpRequest, text: str, gone: str, taken: Sequence[Taken]) -> Step:
    def step(now: Written, owner: str) -> Written:
        if taken:
            size = sum(len(one.sealed) for one in taken)
            units = math.ceil(size / room.MEGABYTE)
            spend_case_budgets("upload", source=source_of(request), units=units)
        for one in taken:
            room.store(one.id, owner=owner, sealed=one.sealed)
        if gone in {one.id for one in now.files}:
            room.remove(gone, owner=owner)
        stay = tuple(one for one in now.files if one.id != gone)
        return Written(text, (*stay, *(_sent(one) for one in taken)))

    return step


def _sent(one: Taken) -> Sent:
    key = base64.b64encode(one.key).decode()
    return Sent(one.id, key, one.name, one.size, one.kind.value, "")


def _none(outcome: Outcome, reason: Refusal) -> Outcome:
    """All or none of the files are kept."""
    more = tuple(NotTaken(one.name, reason, one.field) for one in outcome.taken)
    return Outcome((), (*outcome.refused, *more))


def _named(not_taken: Sequence[NotTaken]) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, _refused(one.reason)) for one in not_taken)


def _refused(reason: Refusal) -> str:
    if reason is Refusal.NO_ROOM:
        return _(
            "Ahora no podemos recibir archivos. Envíe su mensaje sin ellos, o vuelva más tarde."
        )
    return refused(reason)


def _closed(closed: Closed) -> str:
    return _(
        "Desde su red llegaron muchos archivos. Podrá adjuntar otros a %(hour)s, o enviar su "
        "mensaje sin ellos ahora."
    ) % {"hour": closed_until(closed)}
