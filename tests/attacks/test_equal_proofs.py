"""A case tells nobody whether its data are an account's: not by what the desk sends and asks, nor
by what becomes of a code. Equal steps in the worker, equal pages for the person."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.models import Slot
from recupera.messages.models import Message
from recupera.options import forget
from recupera.orders import calls, challenges
from recupera.orders.models import Proof
from recupera.people import Account, ChannelKind
from tests.attacks.test_equal_steps import Step, steps
from tests.enquirer import ANA, WITHOUT_CHANNEL, work, wrong
from tests.orders.proving import Desk, sent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
EMAIL, SMS = ChannelKind.EMAIL, ChannelKind.SMS
Send = Callable[[Desk, Account | None], object]


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def send(channel: ChannelKind) -> Send:
    def sending(desk: Desk, account: Account | None) -> object:
        with desk.step() as (case, agent, at):
            return challenges.send_code(case, account, channel, agent=agent, now=at)

    return sending


def new(desk: Desk, account: Account | None) -> object:
    with desk.step() as (case, agent, at):
        return challenges.send_new_code(case, account, "nueva@example.net", agent=agent, now=at)


def call(desk: Desk, account: Account | None) -> object:
    with desk.step() as (case, agent, at):
        calls.call(case, account, agent=agent, now=at)
        return calls.match(case, "no", account=account, agent=agent, now=at)


SENDING: dict[str, Send] = {"email": send(EMAIL), "sms": send(SMS), "new": new, "call": call}


def taken(account: Account | None, sending: Send, *, more: int = 0) -> tuple[list[Step], object]:
    """The worker's steps while the desk asks, and the person then types wrong codes; and what
    stands in the rows outside their seals."""
    desk = Desk()
    Message.objects.all().delete()
    for _ in range(more):
        sending(desk, account)
    with steps() as seen:
        sending(desk, account)
        for code in ("00000000", "11111111"):
            desk.person.act("show_code", code=code)
            work()
    return seen, [outside(Proof), outside(Message), slot(desk)]


def outside(model: Any) -> list[tuple[object, ...]]:
    """Every column of every row, by the length of what names or seals."""
    rows = model.objects.order_by("pk").values()
    return sorted(tuple(plain(value) for value in row.values()) for row in rows)


def plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return f"{len(bytes(value))} bytes"
    if isinstance(value, UUID):
        return "a name"
    if isinstance(value, datetime):
        # As text it is shorter on the full second.
        return "a moment"
    return re.sub(r"[0-9a-f]{16,}|\d{4,}.*", lambda it: f"{len(it[0])} digits", str(value))


def slot(desk: Desk) -> list[int]:
    row = Slot.objects.get(id=desk.person.flow.slot_id)
    return [len(bytes(row.status or b"")), len(bytes(row.answer or b"")), row.revision]


@pytest.mark.parametrize("name", SENDING)
@pytest.mark.parametrize("account", [ANA, WITHOUT_CHANNEL], ids=["known", "without a channel"])
def test_an_account_and_none_take_the_same_steps_and_rows(name: str, account: Account) -> None:
    unknown = taken(None, SENDING[name])
    assert len(unknown[0]) > 20
    for model in (Proof, Message):
        model.objects.all().delete()
    assert taken(account, SENDING[name]) == unknown


def test_over_the_owners_day_the_steps_stay_the_same() -> None:
    unknown = taken(None, SENDING["email"], more=2)
    for _ in range(3):
        Proof.objects.all().delete()
        known = taken(ANA, SENDING["email"], more=2)
        assert known == unknown
    assert sent() == [], "the last of them went over the day"


def test_one_statement_more_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = taken(None, SENDING["email"])
    allowed = challenges._allowed

    def curious(case: Any, dispatch: Any, now: Any) -> bool:
        if dispatch:
            Slot.objects.exists()
        return allowed(case, dispatch, now)

    monkeypatch.setattr(challenges, "_allowed", curious)
    Proof.objects.all().delete()
    assert taken(ANA, SENDING["email"])[0] != unknown[0]


def shown_to(desk: Desk) -> CaseShown:
    """What this person's browser holds of the case, but for what is drawn anew for each case."""
    case = desk.person.case
    entries = tuple(replace(one, at="") for one in case.entries)
    bare = {"reference": "", "received_at": "", "answer_by": "", "digits": "47"}
    return replace(case, entries=entries, **bare)


@pytest.mark.parametrize("name", ["email", "sms"])
def test_the_person_sees_the_same_in_every_state_of_a_code(name: str) -> None:
    stories = []
    for account in (ANA, None):
        desk = Desk()
        story: list[object] = [shown_to(desk)]
        SENDING[name](desk, account)
        for code in ["00000000"] * 6:
            story += [desk.person.acted("show_code", code=code), shown_to(desk)]
        stories.append(story)
    assert stories[0] == stories[1]


def test_a_right_code_changes_nothing_else_that_is_seen() -> None:
    desk = Desk()
    before = shown_to(desk)
    SENDING["email"](desk, ANA)
    code = str(sent()[0].context["code"]).replace(" ", "")
    desk.person.acted("show_code", code=wrong(code))
    desk.person.acted("show_code", code=code)
    assert shown_to(desk) == before
