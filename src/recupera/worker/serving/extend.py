"""EXTEND: the term goes to another day, once and in time, for a reason that the person reads."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from recupera.people import Account
from recupera.worker import conversing
from recupera.worker.serving import account_data
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import held, words

look_up = account_data.look_up


def settle(asking: Asking, found: Sequence[Account]) -> dict[str, Any]:
    text, until = words(asking), _day(asking.text("until", 10))
    account_data.refuse(text, asking, found)
    conversing.extend(held(asking), until, text, by=asking.by.id, now=asking.now)
    return {}


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(Reason.MALFORMED) from None
