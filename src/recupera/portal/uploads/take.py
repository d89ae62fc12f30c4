"""The files of one request: each is sealed under a key of its own, or named with its reason."""

import dataclasses
import secrets
from dataclasses import dataclass

from django.http import HttpRequest

from recupera.files.findings import Refusal
from recupera.files.kinds import Kind
from recupera.files.sealing import seal_upload
from recupera.options import current
from recupera.portal.uploads.judge import Refused, judge
from recupera.web.uploads import MEGABYTE, Received, received


@dataclass(frozen=True)
class Held:
    """What the case has already: how many files, and their bytes as the person counts them."""

    count: int = 0
    size: int = 0


@dataclass(frozen=True)
class Taken:
    """A file to be kept: `sealed` where the scanner finds it, the rest in the draft.

    `id` has 32 hexadecimal digits; `key` 32 bytes, which open `sealed` for this id alone. `field`
    is what its field in the form is called: check it.
    """

    id: str
    key: bytes = dataclasses.field(repr=False)
    name: str
    size: int
    kind: Kind
    sealed: bytes = dataclasses.field(repr=False)
    field: str = ""


@dataclass(frozen=True)
class NotTaken:
    """A file of which nothing is kept."""

    name: str
    reason: Refusal
    field: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of each file, in the order of the form."""

    taken: tuple[Taken, ...] = ()
    refused: tuple[NotTaken, ...] = ()


def take(request: HttpRequest, *, held: Held) -> Outcome:
    """Judges and seals what this request brought; the page is marked with `@takes_files`."""
    files, how = received(request)
    taken: list[Taken] = []
    refused: list[NotTaken] = []
    for one in files:
        has = Held(held.count + len(taken), held.size + sum(each.size for each in taken))
        try:
            taken.append(_sealed(one, held=has))
        except Refused as why:
            refused.append(NotTaken(one.name or "", why.reason, one.field))
    if how.cut or how.slow:
        refused.append(NotTaken("", Refusal.SLOW if how.slow else Refusal.CUT))
    return Outcome(tuple(taken), tuple(refused))


def _sealed(one: Received, *, held: Held) -> Taken:
    if one.wrong:
        raise Refused(Refusal(one.wrong.value))
    if held.count >= current().files:
        raise Refused(Refusal.TOO_MANY)
    if held.size + len(one.content) > current().files_mb * MEGABYTE:
        raise Refused(Refusal.TOO_MUCH)
    judged = judge(one.name or "", one.content)
    file_id = secrets.token_hex(16)
    key, sealed = seal_upload(one.content, file_id=file_id)
    return Taken(file_id, key, judged.name, len(one.content), judged.kind, sealed, one.field)
