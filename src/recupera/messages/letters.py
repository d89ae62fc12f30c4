"""What a message says and to whom, before it is put into words; and its sealed form."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, get_args
from uuid import UUID

from recupera.keys import Key, hpke_open, hpke_seal
from recupera.messages.models import CONTENT_SIZE
from recupera.people import (
    AgentAddress,
    CaseAddress,
    Channel,
    ChannelKind,
    ColleagueAddress,
    ProposedAddress,
    Recipient,
    RegisteredChannel,
)

Language = Literal["es", "en"]
LANGUAGES: dict[str, Language] = {"es": "es", "en": "en"}


class WrongLetter(ValueError):
    """The template does not go to such a recipient, or lacks something that it says."""


class Template(Enum):
    """Every message there is. A template with account data accepts `RegisteredChannel` alone."""

    CODE_BY_EMAIL = "code_by_email"
    CODE_BY_SMS = "code_by_sms"
    PASSWORD_CHANGED_BY_EMAIL = "password_changed_by_email"
    PASSWORD_CHANGED_BY_SMS = "password_changed_by_sms"
    RECOVERY_FROZEN_BY_EMAIL = "recovery_frozen_by_email"
    RECOVERY_FROZEN_BY_SMS = "recovery_frozen_by_sms"
    NO_CODE_BY_EMAIL = "no_code_by_email"
    NO_CODE_BY_SMS = "no_code_by_sms"
    CASE_BY_EMAIL = "case_by_email"
    CASE_BY_SMS = "case_by_sms"
    CASE_RECEIVED_BY_EMAIL = "case_received_by_email"
    CASE_CODE_BY_EMAIL = "case_code_by_email"
    CASE_NEWS_BY_EMAIL = "case_news_by_email"
    INVITE_BY_EMAIL = "invite_by_email"
    OBJECTION_NOTED_BY_EMAIL = "objection_noted_by_email"
    TERMS_BY_EMAIL = "terms_by_email"
    FACTOR_BY_EMAIL = "factor_by_email"
    DESK_CODE_BY_EMAIL = "desk_code_by_email"
    DESK_CODE_BY_SMS = "desk_code_by_sms"
    NEW_ADDRESS_CODE_BY_EMAIL = "new_address_code_by_email"
    ORDER_HELD_BY_EMAIL = "order_held_by_email"
    ORDER_HELD_BY_SMS = "order_held_by_sms"
    ORDER_DONE_BY_EMAIL = "order_done_by_email"
    ORDER_DONE_BY_SMS = "order_done_by_sms"
    ADMINISTRATORS_BY_EMAIL = "administrators_by_email"
    USERNAME_BY_EMAIL = "username_by_email"
    USERNAME_BY_SMS = "username_by_sms"
    RESET_BY_EMAIL = "reset_by_email"
    RESET_BY_SMS = "reset_by_sms"

    @property
    def accepts(self) -> tuple[type[Recipient], ...]:
        return _RULES[self].accepts

    @property
    def channel(self) -> ChannelKind:
        return _RULES[self].channel

    @property
    def needs(self) -> frozenset[str]:
        """The names that its context must have; others are not said."""
        return _RULES[self].needs

    @property
    def notice(self) -> bool:
        """Whether it tells what was done to the account: no limit ever holds it back."""
        return _RULES[self].notice


@dataclass(frozen=True)
class _Rule:
    channel: ChannelKind
    accepts: tuple[type[Recipient], ...]
    needs: frozenset[str]
    notice: bool = False


def _rule(channel: ChannelKind, *needs: str, notice: bool = False) -> _Rule:
    return _Rule(channel, (RegisteredChannel,), frozenset(needs), notice)


def _case_rule(*needs: str) -> _Rule:
    """To an address that somebody typed into a case: nothing of an account, nothing typed."""
    return _Rule(ChannelKind.EMAIL, (CaseAddress,), frozenset(needs))


_EMAIL, _SMS = ChannelKind.EMAIL, ChannelKind.SMS
_CHANGED = ("username", "at", "sessions", "objection", "until")
_FROZEN = ("username", "at", "case")
_ORDER = ("what", "username", "new", "at", "until", "objection")
_ABOVE = frozenset({"what", "organisation", "case", "until"})
_RULES = {
    Template.CODE_BY_EMAIL: _rule(_EMAIL, "reference", "code", "usernames", "until", "last"),
    Template.CODE_BY_SMS: _rule(_SMS, "reference", "code", "until"),
    Template.PASSWORD_CHANGED_BY_EMAIL: _rule(_EMAIL, *_CHANGED, notice=True),
    Template.PASSWORD_CHANGED_BY_SMS: _rule(_SMS, *_CHANGED, notice=True),
    Template.RECOVERY_FROZEN_BY_EMAIL: _rule(_EMAIL, *_FROZEN, notice=True),
    Template.RECOVERY_FROZEN_BY_SMS: _rule(_SMS, *_FROZEN, notice=True),
    # Whoever asks makes these go out, so they are held back like codes.
    Template.NO_CODE_BY_EMAIL: _rule(_EMAIL, "reference", "case"),
    Template.NO_CODE_BY_SMS: _rule(_SMS, "reference", "case"),
    # A hundred wrong codes were typed, and there is no second channel.
    Template.CASE_BY_EMAIL: _rule(_EMAIL, "reference"),
    Template.CASE_BY_SMS: _rule(_SMS, "reference"),
    Template.CASE_RECEIVED_BY_EMAIL: _case_rule("case", "code", "at", "until", "due"),
    Template.CASE_CODE_BY_EMAIL: _case_rule("case", "reference", "code", "until"),
    Template.CASE_NEWS_BY_EMAIL: _case_rule("case"),
    # To an agent of the desk, and to nobody else.
    Template.INVITE_BY_EMAIL: _Rule(_EMAIL, (AgentAddress,), frozenset({"invitation", "until"})),
    Template.OBJECTION_NOTED_BY_EMAIL: _Rule(_EMAIL, (AgentAddress,), frozenset({"case"})),
    Template.TERMS_BY_EMAIL: _Rule(_EMAIL, (AgentAddress,), frozenset({"late", "soon"})),
    Template.FACTOR_BY_EMAIL: _Rule(_EMAIL, (AgentAddress,), frozenset({"change", "factor", "at"})),
    Template.DESK_CODE_BY_EMAIL: _rule(_EMAIL, "case", "code", "until"),
    Template.DESK_CODE_BY_SMS: _rule(_SMS, "case", "code", "until"),
    # To an address that somebody wants registered: nothing of an account, nothing typed.
    Template.NEW_ADDRESS_CODE_BY_EMAIL: _Rule(
        _EMAIL, (ProposedAddress,), frozenset({"case", "code", "until"})
    ),
    Template.ORDER_HELD_BY_EMAIL: _rule(_EMAIL, *_ORDER, notice=True),
    Template.ORDER_HELD_BY_SMS: _rule(_SMS, *_ORDER, notice=True),
    Template.ORDER_DONE_BY_EMAIL: _rule(_EMAIL, *_ORDER, notice=True),
    Template.ORDER_DONE_BY_SMS: _rule(_SMS, *_ORDER, notice=True),
    # To those who administer the same organisation: nothing of the account.
    Template.ADMINISTRATORS_BY_EMAIL: _Rule(_EMAIL, (ColleagueAddress,), _ABOVE, notice=True),
    Template.USERNAME_BY_EMAIL: _rule(_EMAIL, "username"),
    Template.USERNAME_BY_SMS: _rule(_SMS, "username"),
    Template.RESET_BY_EMAIL: _rule(_EMAIL, "username"),
    Template.RESET_BY_SMS: _rule(_SMS, "username"),
}


@dataclass(frozen=True)
class Letter:
    """One message to one recipient; the sender puts it into words.

    `context` holds what JSON can hold: `reference` ("K7Q4"), `code` (8 digits, grouped or not),
    `invitation` (a tracking key's form, grouped), `until` and `at` (ISO 8601 instants with their
    offset), `usernames` (a list, empty where the typed datum must not show them), `last` (whether
    it is the day's last), `username`, `sessions` (whether they were ended), `objection` and `case`
    (grouped), `due` (an instant of the day on which a case is answered at the latest, or empty),
    `late` and `soon` (how many terms ran out, or do in two business days), `change` ("added" or
    "removed") of a `factor` ("totp" or "passkey"), `what` (an order's kind), `new` (its new
    e-mail, masked, or empty) and its `organisation`. Twenty user names of 150 characters fit.
    Raises WrongLetter.
    """

    template: Template
    recipient: Recipient
    language: Language
    context: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.recipient, self.template.accepts):
            raise WrongLetter(f"{self.template.value} never goes to {_kind(self.recipient)}")
        if channel_kind(self.recipient) is not self.template.channel:
            raise WrongLetter(f"{self.template.value} goes by {self.template.channel}")
        if not self.template.needs <= set(self.context):
            raise WrongLetter(f"{self.template.value} needs {sorted(self.template.needs)}")
        if self.language not in get_args(Language):
            raise WrongLetter("no such language")


def channel_kind(recipient: Recipient) -> ChannelKind:
    """How this recipient is reached; only a registered channel can be a phone."""
    return recipient.channel.kind if isinstance(recipient, RegisteredChannel) else ChannelKind.EMAIL


def address(recipient: Recipient) -> str:
    """The e-mail address, or the phone number in E.164."""
    return (
        recipient.channel.address if isinstance(recipient, RegisteredChannel) else recipient.address
    )


# What a null row holds: a whole letter that is never sent, so that writing it and opening it
# is the same work as for any other.
_NOBODY = Letter(
    Template.CODE_BY_EMAIL,
    RegisteredChannel(Channel(ChannelKind.EMAIL, "nobody@null.invalid")),
    "es",
    {
        "reference": "0000",
        "code": "00000000",
        "usernames": ["nobody"],
        "until": "2000-01-01T00:00:00+00:00",
        "last": False,
    },
)


def seal(letter: Letter | None, *, row: UUID, public: Key) -> bytes:
    """BODY_SIZE bytes that only the sender opens, and only as this row.

    Raises TooLarge when the letter does not fit.
    """
    return hpke_seal(public, _encode(letter or _NOBODY), info=_info(row), size=CONTENT_SIZE)


def open_letter(body: bytes, *, row: UUID, private: Key) -> Letter | None:
    """The letter, or None for a null row. Raises CannotOpen."""
    letter = _decode(hpke_open(private, body, info=_info(row)))
    return None if letter == _NOBODY else letter


def _info(row: UUID) -> bytes:
    return b"recupera message " + row.bytes


def _encode(letter: Letter) -> bytes:
    content = {
        "template": letter.template.value,
        "to": [_kind(letter.recipient), channel_kind(letter.recipient), address(letter.recipient)],
        "language": letter.language,
        "context": dict(letter.context),
    }
    return json.dumps(content, ensure_ascii=False).encode()


_BY_ADDRESS = {
    one.__name__: one for one in (CaseAddress, ProposedAddress, ColleagueAddress, AgentAddress)
}


def _decode(content: bytes) -> Letter:
    found = json.loads(content)
    kind, channel, where = found["to"]
    recipient: Recipient = (
        RegisteredChannel(Channel(ChannelKind(channel), where))
        if kind == RegisteredChannel.__name__
        else _BY_ADDRESS[kind](where)
    )
    return Letter(Template(found["template"]), recipient, found["language"], found["context"])


def _kind(recipient: Recipient) -> str:
    return type(recipient).__name__
