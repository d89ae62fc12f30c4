"""Telling every registered channel what was done to an account, in the step that does it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from recupera import directories
from recupera.directories.contract import Capability
from recupera.journal.events import Event, record
from recupera.messages.letters import Letter, Template
from recupera.messages.outbox import put
from recupera.options import current
from recupera.people import (
    Account,
    ChannelKind,
    RegisteredChannel,
    grouped_objection_code,
    new_objection_code,
    registered_channels,
)
from recupera.recoveries import marks
from recupera.recoveries.claims import move
from recupera.recoveries.content import Content
from recupera.recoveries.models import Objection, Recovery, State
from recupera.recoveries.policy import NOTICE_LIVES, OBJECTION_LIVES, rows_for
from recupera.worker.outcome import TooEarly

CHANGED = (Template.PASSWORD_CHANGED_BY_EMAIL, Template.PASSWORD_CHANGED_BY_SMS)
FROZEN = (Template.RECOVERY_FROZEN_BY_EMAIL, Template.RECOVERY_FROZEN_BY_SMS)


def tell(recovery: Recovery, now: datetime) -> None:
    """The password was set: says so to every channel, each with an objection code of its own.

    Belongs into the caller's transaction. Raises TooEarly where another worker told.
    """
    content = Content.of(recovery)
    if not move(recovery, State.TOLD, finished_at=now, due_at=_due(content, now)):
        raise TooEarly
    channels = reached(content.account)
    # As freezing counts them: those that cannot be written to have their number too.
    numbers = [registered_channels(content.account).index(one) for one in channels]
    codes = [new_objection_code() for _ in channels]
    expires = now + OBJECTION_LIVES
    Objection.objects.bulk_create(
        Objection(
            id=marks.of_objection(code), recovery=recovery.id, channel=number, expires_at=expires
        )
        for number, code in zip(numbers, codes, strict=True)
    )
    said = {
        "username": content.account.username,
        "at": now.isoformat(),
        "sessions": content.sessions_ended,
        "until": expires.isoformat(),
    }
    each = [said | {"objection": grouped_objection_code(code)} for code in codes]
    send(CHANGED, channels, each, content, now)
    about = {"enquiry": recovery.enquiry, "recovery": recovery.id, "channels": len(channels)}
    record(Event.RECOVERED, about | {"sessions": content.sessions_ended})


def tell_frozen(content: Content, case: str, now: datetime) -> None:
    """The account is frozen: says so to every channel. In the caller's transaction."""
    channels = reached(content.account)
    said = {"username": content.account.username, "at": now.isoformat(), "case": case}
    send(FROZEN, channels, [said] * len(channels), content, now)


def reached(account: Account) -> Sequence[RegisteredChannel]:
    """Every registered channel that can be written to: all e-mails, and the mobiles."""
    mobiles = current().mobiles if current().offers_sms else ()
    return [
        one
        for one in registered_channels(account)
        if one.channel.kind is ChannelKind.EMAIL or one.channel.address.startswith(mobiles)
    ]


def send(
    templates: tuple[Template, Template],
    channels: Iterable[RegisteredChannel],
    contexts: Iterable[dict[str, Any]],
    content: Content,
    now: datetime,
) -> None:
    """One row a channel, and null rows up to the next four."""
    letters = [
        Letter(templates[one.channel.kind is ChannelKind.SMS], one, content.language, context)
        for one, context in zip(channels, contexts, strict=True)
    ]
    padded = [letter for letter, _ in zip_longest(letters, range(rows_for(len(letters))))]
    put(padded, expires_at=now + NOTICE_LIVES, now=now)


def _due(content: Content, now: datetime) -> datetime | None:
    """When to go on with what the platform offers and was not done; None where all was."""
    offered = directories.current().capabilities
    left = (Capability.UNLOCK in offered and not content.unlocked) or (
        Capability.END_SESSIONS in offered and not content.sessions_ended
    )
    return now if left else None
