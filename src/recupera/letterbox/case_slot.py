"""What a browser may see of a case, as the worker seals it into a slot. Never account data."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from recupera.keys import TooLarge, seal
from recupera.letterbox.flow import Flow

CASE_SIZE = 32_768


@dataclass(frozen=True)
class Because:
    """Why a date is not sooner: a day of rest on the way, or that the service is closed now."""

    day: str
    es: str
    en: str


@dataclass(frozen=True)
class EntryShown:
    """One line of a case's history. `at` is ISO 8601; `kind` is `cases.models.EntryKind`."""

    at: str
    by: str
    kind: str
    text: str = ""


@dataclass(frozen=True)
class FileShown:
    """A file of a case; `state` and `reason` are those of `cases.models.File`."""

    name: str
    size: int
    state: str
    reason: str = ""
    at: str = ""


@dataclass(frozen=True)
class CaseShown:
    """One case. Instants are ISO 8601 with their offset, days `YYYY-MM-DD`, empty where none.

    `email` is as typed into the case. `answer_by` is by the service clock, `due_on` the legal
    term; each with its reasons. `until` is until when the person can add what was asked for, or
    reopen it. `joined` are the other references of the same thread. `more` is true where the
    oldest entries did not fit. `digits` are the two that its person reads to the desk when it
    calls, and there is a box for its codes; empty where no case of this subject needs them.
    """

    reference: str
    subject: str
    state: str
    received_at: str
    email: str
    confirmed: bool
    answer_by: str = ""
    answer_because: tuple[Because, ...] = ()
    due_on: str = ""
    due_because: tuple[Because, ...] = ()
    until: str = ""
    entries: tuple[EntryShown, ...] = ()
    files: tuple[FileShown, ...] = ()
    joined: tuple[str, ...] = ()
    more: bool = False
    digits: str = ""


def seal_case(flow: Flow, shown: CaseShown | None) -> bytes:
    """The slot's answer; None is one of the same size that shows nothing."""
    content = {"case": asdict(shown) if shown else None}
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        return seal(flow.slot_key, plain, about=b"answer", size=CASE_SIZE)
    except TooLarge:
        if shown is None or not (shown.entries or shown.files):
            raise
        return seal_case(flow, _shorter(shown))


def opened_case(content: Mapping[str, Any]) -> CaseShown | None:
    """What `seal_case` sealed, from its opened JSON."""
    case = content["case"]
    return case and CaseShown(
        **case | {name: _many(case[name], one) for name, one in LISTS.items()}
    )


def _shorter(shown: CaseShown) -> CaseShown:
    if shown.entries:
        return replace(shown, entries=shown.entries[1:], more=True)
    return replace(shown, files=shown.files[1:], more=True)


def _many(values: list[Any], one: type[Any] | None) -> tuple[Any, ...]:
    return tuple(one(**value) if one else value for value in values)


LISTS: dict[str, type[Any] | None] = {
    "answer_because": Because,
    "due_because": Because,
    "entries": EntryShown,
    "files": FileShown,
    "joined": None,
}
