"""Letters and rows named by situation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from recupera.messages.letters import Language, Letter, Template
from recupera.messages.outbox import put
from recupera.people import Channel, ChannelKind, RegisteredChannel

LIFE = timedelta(minutes=10)


def now() -> datetime:
    return datetime.now(UTC)


def by_email(to: str = "ana@example.org", language: Language = "es", **changes: Any) -> Letter:
    context: dict[str, Any] = {
        "reference": "K7Q4",
        "code": "48217736",
        "usernames": ["aperez"],
        "until": "2026-11-22T20:52:00+00:00",
        "last": False,
    }
    recipient = RegisteredChannel(Channel(ChannelKind.EMAIL, to))
    return Letter(Template.CODE_BY_EMAIL, recipient, language, context | changes)


def by_sms(to: str = "+573001234567", language: Language = "es", **changes: Any) -> Letter:
    context = {"reference": "K7Q4", "code": "48217736", "until": "2026-11-22T17:52:00+00:00"}
    recipient = RegisteredChannel(Channel(ChannelKind.SMS, to))
    return Letter(Template.CODE_BY_SMS, recipient, language, context | changes)


def one_and_three_null(letter: Letter | None = None) -> Sequence[Letter | None]:
    """What one enquiry writes."""
    return [letter or by_email(), None, None, None]


def put_now(*letters: Letter | None, life: timedelta = LIFE) -> None:
    written = now()
    put(letters, expires_at=written + life, now=written)
