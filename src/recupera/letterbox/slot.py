"""A slot: what the worker publishes for one browser, and how the portal waits for it."""

import json
import math
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import Any

from django.db import connections

from recupera.keys import CannotOpen, TooLarge, open_sealed, seal
from recupera.letterbox.case_slot import CaseShown, opened_case
from recupera.letterbox.drop import STORE
from recupera.letterbox.flow import Flow

# A verdict is seen only on this grid after the POST, so that its hour says nothing finer.
GRID = 0.25
LONGEST_WATCH = 2.0
# For so long after a POST every page looks on the grid; later there is nothing left to time.
WATCHED = 10.0
# Sixteen verdicts by envelope id.
STATUS_SIZE = 1024
ANSWER_SIZE = 8192


class Verdict(StrEnum):
    """How the worker judged one envelope."""

    GOOD = "good"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    TOO_MANY = "too_many"
    TRY_AGAIN = "try_again"
    # Of an act. UNSURE: the directory did not say whether it was done.
    DONE = "done"
    NOT_PROVEN = "not_proven"
    ANOTHER_FIRST = "another_first"
    USED_BEFORE = "used_before"
    AGAINST_POLICY = "against_policy"
    FROZEN = "frozen"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Shown:
    """One account as a proven person sees it; `document_ending` is the last four characters.

    `by_email` and `by_sms` are the ways in which it was proven, and may both be true. `added` is
    true where the latest code opened it and none before did. `mark` names it within its enquiry,
    for the worker to know it again: user names may repeat.
    """

    username: str
    email: str
    document_type: str
    document_ending: str
    name: str
    organisation: str
    role: str
    active: bool
    by_email: bool = True
    by_sms: bool = False
    added: bool = True
    mark: str = ""


@dataclass(frozen=True)
class Published:
    """What one browser may see now. `verdicts` is by envelope id.

    `can_set_password` is whether the platform lets us set one; else the page leads to its own.
    `ends_sessions` is whether a new password ends the sessions that are open.
    `case` is the reference of the case that an objection opened, ten digits, else empty.
    `second` is true where an account opens only with a code to another of its channels as well.
    `followed` is the case that this browser may see, if its question was about one.
    """

    tries_left: int
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    accounts: tuple[Shown, ...] = ()
    more: bool = False
    can_set_password: bool = False
    ends_sessions: bool = False
    case: str = ""
    second: bool = False
    followed: CaseShown | None = None


def seal_status(
    flow: Flow, tries_left: int, verdicts: Mapping[str, Verdict], *, case: str = ""
) -> bytes:
    content = {"tries_left": tries_left, "verdicts": verdicts, "case": case}
    plain = json.dumps(content, separators=(",", ":")).encode()
    return seal(flow.slot_key, plain, about=b"status", size=STATUS_SIZE)


def seal_answer(
    flow: Flow,
    accounts: tuple[Shown, ...],
    more: bool,
    *,
    can_set_password: bool = False,
    ends_sessions: bool = False,
    second: bool = False,
) -> bytes:
    """The answer, or an empty one of the same size. What does not fit becomes `more`."""
    can = {
        "can_set_password": can_set_password,
        "ends_sessions": ends_sessions,
        "second": second,
    }
    # Values alone and letters as they are: twenty accounts with long names fit.
    values = [[astuple(one) for one in accounts], more, *can.values()]
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        return seal(flow.slot_key, content.encode(), about=b"answer", size=ANSWER_SIZE)
    except TooLarge:
        return seal_answer(flow, accounts[:-1], more=True, **can)


def read(flow: Flow) -> Published | None:
    """What is published for this browser; None where nothing is, or not any more."""
    row = _row(flow)
    return _opened(flow, row) if row else None


def look(flow: Flow, *, posted_at: float) -> Published | None:
    """`read`, but on the grid where a code was posted just now: no page sees a verdict sooner."""
    if 0 <= time.time() - posted_at < WATCHED:
        time.sleep(_until_grid(posted_at))
    return read(flow)


def stands(flow: Flow) -> bool:
    """Whether there is a slot, published or not: without one nothing can be left in it."""
    return _row(flow) is not None


def _row(flow: Flow) -> tuple[bytes | None, bytes | None] | None:
    with connections[STORE].cursor() as cursor:
        cursor.execute("SELECT status, answer FROM letterbox_slot WHERE id = %s", [flow.slot_id])
        found: tuple[bytes | None, bytes | None] | None = cursor.fetchone()
    return found


def _opened(flow: Flow, row: tuple[bytes | None, bytes | None]) -> Published | None:
    if row[0] is None or row[1] is None:
        return None
    try:
        status = json.loads(open_sealed(flow.slot_key, bytes(row[0]), about=b"status"))
        answer = _answer(flow, row[1])
    except CannotOpen:
        return None
    return Published(
        tries_left=status["tries_left"],
        verdicts={key: Verdict(value) for key, value in status["verdicts"].items()},
        case=status["case"],
        **answer,
    )


def _answer(flow: Flow, sealed: bytes) -> dict[str, Any]:
    content = json.loads(open_sealed(flow.slot_key, bytes(sealed), about=b"answer"))
    if isinstance(content, dict):
        return {"followed": opened_case(content)}
    accounts, *rest = content
    names = ("more", "can_set_password", "ends_sessions", "second")
    return {
        "accounts": tuple(Shown(*one) for one in accounts),
        **dict(zip(names, rest, strict=True)),
    }


def watch(
    flow: Flow, *, envelope: str, posted_at: float, longest: float = LONGEST_WATCH
) -> Published | None:
    """Looks on the grid after `posted_at` until `envelope` has a verdict, or `longest` seconds.

    Returns what was published last; the verdict may still be missing from it. Where there is no
    slot at all nobody paid for an ask, and no thread is held for them.
    """
    end = time.time() + longest
    while True:
        time.sleep(_until_grid(posted_at))
        row = _row(flow)
        published = _opened(flow, row) if row else None
        judged = published and envelope in published.verdicts
        if judged or row is None or time.time() + GRID > end:
            return published
        # A pooled connection must not be held while this thread sleeps.
        if connections[STORE].settings_dict["OPTIONS"].get("pool"):
            connections[STORE].close()


def _until_grid(posted_at: float) -> float:
    passed = max(0.0, time.time() - posted_at)
    return (math.floor(passed / GRID) + 1) * GRID - passed
