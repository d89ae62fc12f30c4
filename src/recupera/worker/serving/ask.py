"""ASK: what is missing, once and in time; the person's month begins and our term stands."""

from collections.abc import Sequence
from typing import Any

from recupera.people import Account
from recupera.worker import conversing
from recupera.worker.serving import account_data
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.conversing import held, words

look_up = account_data.look_up


def settle(asking: Asking, found: Sequence[Account]) -> dict[str, Any]:
    text = words(asking)
    account_data.refuse(text, asking, found)
    conversing.ask(held(asking), text, by=asking.by.id, now=asking.now)
    return {}
