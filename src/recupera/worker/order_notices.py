"""What the account's own channels hear of an order: that it waits, that it was done, and what an
order sends to them; and what those hear who administer the same organisation. Nobody else does. In
the caller's vault transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.agents.vouching import whole
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.orders.content import Content
from recupera.orders.ladder import OrderKind
from recupera.orders.models import Order, OrderObjection
from recupera.people import (
    Account,
    AgentAddress,
    Channel,
    ChannelKind,
    ColleagueAddress,
    RegisteredChannel,
    grouped_objection_code,
    new_objection_code,
    registered_channels,
)
from recupera.people.case_reference import grouped
from recupera.people.masking import masked_email
from recupera.recoveries import marks
from recupera.recoveries.policy import NOTICE_LIVES, OBJECTION_LIVES, rows_for
from recupera.worker.telling import reached

HELD = (Template.ORDER_HELD_BY_EMAIL, Template.ORDER_HELD_BY_SMS)
DONE = (Template.ORDER_DONE_BY_EMAIL, Template.ORDER_DONE_BY_SMS)
USERNAME = (Template.USERNAME_BY_EMAIL, Template.USERNAME_BY_SMS)
RESET = (Template.RESET_BY_EMAIL, Template.RESET_BY_SMS)
# A code of the hold is still good after it, for as long as one of a new password.
Told = tuple[RegisteredChannel, dict[str, Any]]


def tell_held(order: Order, content: Content, now: datetime) -> None:
    """To every registered channel, each with an objection code of its own."""
    assert order.hold_until
    until = order.hold_until + OBJECTION_LIVES
    said = _said(order, content) | {"at": now.isoformat(), "until": order.hold_until.isoformat()}
    _send(HELD, content, _with_codes(order, content.body.account, said, until), now)


def tell_administrators(
    order: Order, content: Content, addresses: Sequence[str], now: datetime
) -> None:
    """To those who administer the same organisation: no data of the account, and no code."""
    assert order.hold_until
    said = {
        "what": order.kind,
        "organisation": content.body.account.organisation,
        "case": grouped(order.case_id),
        "until": order.hold_until.isoformat(),
    }
    template, language = Template.ADMINISTRATORS_BY_EMAIL, content.body.language
    each = [Letter(template, ColleagueAddress(one), language, said) for one in addresses]
    _put(each, now, NOTICE_LIVES)


def tell_done(order: Order, content: Content, now: datetime, *, can_object: bool = True) -> None:
    """To every channel that was registered, with a code, and to the new one, without."""
    until, account = now + OBJECTION_LIVES, content.body.account
    said = _said(order, content) | {"at": now.isoformat(), "until": until.isoformat()}
    bare = said | {"objection": ""}
    told = _with_codes(order, account, said, until) if can_object else _each(account, bare)
    if content.body.new and order.kind == OrderKind.CHANGE_EMAIL:
        told.append((RegisteredChannel(Channel(ChannelKind.EMAIL, content.body.new)), bare))
    _send(DONE, content, told, now)


def tell_supervisors(case: str, now: datetime) -> None:
    """That a channel objected again to lifting a freeze, and is noted: who runs the house looks."""
    here = Agent.objects.filter(role=Role.SUPERVISOR.value, left_at=None).order_by("id")
    letters = [
        Letter(
            Template.OBJECTION_NOTED_BY_EMAIL,
            AgentAddress(one.email),
            LANGUAGES[one.language],
            {"case": grouped(case)},
        )
        for one in whole(here)
    ]
    _put(letters, now, NOTICE_LIVES)


def send_username(content: Content, now: datetime) -> None:
    said = {"username": content.body.account.username}
    _send(USERNAME, content, _each(content.body.account, said), now)


def send_reset(content: Content, now: datetime) -> None:
    said = {"username": content.body.account.username}
    _send(RESET, content, _each(content.body.account, said), now)


def _said(order: Order, content: Content) -> dict[str, Any]:
    new = masked_email(content.body.new) if content.body.new else ""
    return {"what": order.kind, "username": content.body.account.username, "new": new}


def _each(account: Account, said: dict[str, Any]) -> list[Told]:
    return [(one, said) for one in reached(account)]


def _with_codes(
    order: Order, account: Account, said: dict[str, Any], until: datetime
) -> list[Told]:
    """By the channel's place among all that are registered, so that it is known again."""
    told, rows, can = [], [], set(reached(account))
    for number, one in enumerate(registered_channels(account)):
        if one not in can:
            continue
        code = new_objection_code()
        name = marks.of_objection(code)
        rows.append(OrderObjection(id=name, order=order, channel=number, expires_at=until))
        told.append((one, said | {"objection": grouped_objection_code(code)}))
    OrderObjection.objects.bulk_create(rows)
    return told


def _send(
    templates: tuple[Template, Template], content: Content, told: Sequence[Told], now: datetime
) -> None:
    language = content.body.language
    letters = [
        Letter(templates[one.channel.kind is ChannelKind.SMS], one, language, said)
        for one, said in told
    ]
    _put(letters, now, NOTICE_LIVES)


def _put(letters: Sequence[Letter], now: datetime, lives: timedelta) -> None:
    padded: Iterable[Letter | None] = (
        one for one, _ in zip_longest(letters, range(rows_for(len(letters))))
    )
    put(list(padded), expires_at=now + lives, now=now)
