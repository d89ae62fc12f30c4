"""ANSWER: the person reads it on the case's page, and a confirmed address is told that it is there."""

from collections.abc import Sequence
from typing import Any

from recupera.orders.accounts import accounts_of
from recupera.people import Account
from recupera.worker import conversing
from recupera.worker.serving.account_data import refuse
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.conversing import held, words


def look_up(asking: Asking) -> Sequence[Account]:
    """The accounts behind the case, none of whose data may stand in the text."""
    return accounts_of(asking.about)


def settle(asking: Asking, found: Sequence[Account]) -> dict[str, Any]:
    text = words(asking)
    refuse(text, asking.about, found)
    conversing.answer(held(asking), text, by=asking.by.id, now=asking.now)
    return {}
