"""Every message there is, in both languages, filled with invented data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from recupera.messages.letters import Language, Letter, Template
from recupera.messages.render import Rendered, render
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

_EMAIL = RegisteredChannel(Channel(ChannelKind.EMAIL, "ana@example.org"))
_SMS = RegisteredChannel(Channel(ChannelKind.SMS, "+573001234567"))
_TYPED = CaseAddress("ana@example.net")
_COLLEAGUE = ColleagueAddress("eva@example.org")
_AGENT = AgentAddress("luz@example.net")
_INVITE = {"invitation": "K7Q4B-9MTXC-4RWDF", "until": "2026-11-25T20:52:00+00:00"}
_FACTOR = {"change": "added", "factor": "passkey", "at": "2026-11-22T20:52:00+00:00"}
_NEW = ProposedAddress("ana@example.net")
_CODE = {"reference": "K7Q4", "code": "48217736", "until": "2026-11-22T20:52:00+00:00"}
_BARE = {"reference": "K7Q4"}
_MAILED = _CODE | {"usernames": ["aperez"], "last": False}

_CHANGED = {
    "username": "aperez",
    "at": "2026-11-22T20:52:00+00:00",
    "sessions": True,
    "objection": "K7Q4-9MTX-4RWD",
    "until": "2026-12-02T20:52:00+00:00",
}
_FROZEN = {"username": "aperez", "at": "2026-11-22T20:58:00+00:00", "case": "2599-7293-29"}
_NO_CODE = {"reference": "K7Q4", "case": "2599-7293-29"}

_HELD = {
    "what": "change_email",
    "username": "aperez",
    "new": "a•••@e•••.org",
    "at": "2026-11-22T20:52:00+00:00",
    "until": "2026-11-25T20:52:00+00:00",
    "objection": "K7Q4-9MTX-4RWD",
}

_CASE = {"case": "2599-7293-29"}
_ADMINISTRATORS = _CASE | {
    "what": "change_email",
    "organisation": "Hospital de Tunja",
    "until": "2026-11-25T20:52:00+00:00",
}
_RECEIVED = (
    _CASE
    | _CODE
    | {
        "at": "2026-11-22T20:52:00+00:00",
        "until": "2026-11-23T20:52:00+00:00",
        "due": "2026-12-14T17:00:00+00:00",
    }
)


def _orders() -> Iterator[tuple[str, Template, Recipient, dict[str, Any], bool]]:
    """What the desk's orders say: each in words of its own."""
    for what in ("change_email", "unfreeze", "deactivate"):
        said = _HELD | {"what": what, "objection": "" if what == "unfreeze" else "K7Q4-9MTX-4RWD"}
        yield f"{what} is held", Template.ORDER_HELD_BY_EMAIL, _EMAIL, _HELD | {"what": what}, False
        yield f"{what} is held", Template.ORDER_HELD_BY_SMS, _SMS, _HELD | {"what": what}, True
        yield f"{what} was done", Template.ORDER_DONE_BY_EMAIL, _EMAIL, said, True
        yield f"{what} was done", Template.ORDER_DONE_BY_SMS, _SMS, said, False
        if what != "unfreeze":
            told = _ADMINISTRATORS | {"what": what}
            yield f"{what} is held", Template.ADMINISTRATORS_BY_EMAIL, _COLLEAGUE, told, False
    yield "repeat", Template.ADMINISTRATORS_BY_EMAIL, _COLLEAGUE, _ADMINISTRATORS, True
    for repeat in (False, True):
        name = "repeat" if repeat else "by the desk"
        yield name, Template.USERNAME_BY_EMAIL, _EMAIL, {"username": "aperez"}, repeat
        yield name, Template.USERNAME_BY_SMS, _SMS, {"username": "aperez"}, repeat
        yield name, Template.RESET_BY_EMAIL, _EMAIL, {"username": "aperez"}, repeat
        yield name, Template.RESET_BY_SMS, _SMS, {"username": "aperez"}, repeat
        yield name, Template.ORDER_HELD_BY_SMS, _SMS, _HELD, repeat
        yield name, Template.ORDER_DONE_BY_SMS, _SMS, _HELD, repeat


# Situation, template, recipient, context, whether it is a repeat.
_SITUATIONS: tuple[tuple[str, Template, Recipient, dict[str, Any], bool], ...] = (
    ("one user name", Template.CODE_BY_EMAIL, _EMAIL, _MAILED, False),
    (
        "three user names",
        Template.CODE_BY_EMAIL,
        _EMAIL,
        _MAILED | {"usernames": ["aperez", "ana.perez", "alcaldia-tunja"]},
        False,
    ),
    ("no user name", Template.CODE_BY_EMAIL, _EMAIL, _MAILED | {"usernames": []}, False),
    ("last of the day", Template.CODE_BY_EMAIL, _EMAIL, _MAILED | {"last": True}, False),
    ("repeat", Template.CODE_BY_EMAIL, _EMAIL, _MAILED, True),
    ("code", Template.CODE_BY_SMS, _SMS, _CODE, False),
    ("last of the day", Template.CODE_BY_SMS, _SMS, _CODE | {"last": True}, False),
    ("repeat", Template.CODE_BY_SMS, _SMS, _CODE, True),
    ("password changed", Template.PASSWORD_CHANGED_BY_EMAIL, _EMAIL, _CHANGED, False),
    (
        "sessions could not be ended",
        Template.PASSWORD_CHANGED_BY_EMAIL,
        _EMAIL,
        _CHANGED | {"sessions": False},
        True,
    ),
    ("password changed", Template.PASSWORD_CHANGED_BY_SMS, _SMS, _CHANGED, False),
    ("repeat", Template.PASSWORD_CHANGED_BY_SMS, _SMS, _CHANGED, True),
    ("objected to", Template.RECOVERY_FROZEN_BY_EMAIL, _EMAIL, _FROZEN, False),
    ("objected to", Template.RECOVERY_FROZEN_BY_SMS, _SMS, _FROZEN, False),
    ("repeat", Template.RECOVERY_FROZEN_BY_SMS, _SMS, _FROZEN, True),
    ("asked for while frozen", Template.NO_CODE_BY_EMAIL, _EMAIL, _NO_CODE, False),
    ("asked for while frozen", Template.NO_CODE_BY_SMS, _SMS, _NO_CODE, False),
    ("repeat", Template.NO_CODE_BY_SMS, _SMS, _NO_CODE, True),
    ("one channel alone", Template.CASE_BY_EMAIL, _EMAIL, _BARE, False),
    ("one channel alone", Template.CASE_BY_SMS, _SMS, _BARE, False),
    ("case received", Template.CASE_RECEIVED_BY_EMAIL, _TYPED, _RECEIVED, False),
    ("no term", Template.CASE_RECEIVED_BY_EMAIL, _TYPED, _RECEIVED | {"due": ""}, True),
    ("code of a case", Template.CASE_CODE_BY_EMAIL, _TYPED, _CASE | _CODE, False),
    ("repeat", Template.CASE_CODE_BY_EMAIL, _TYPED, _CASE | _CODE, True),
    ("news of a case", Template.CASE_NEWS_BY_EMAIL, _TYPED, _CASE, False),
    ("repeat", Template.CASE_NEWS_BY_EMAIL, _TYPED, _CASE, True),
    ("invited to the desk", Template.INVITE_BY_EMAIL, _AGENT, _INVITE, False),
    ("repeat", Template.INVITE_BY_EMAIL, _AGENT, _INVITE, True),
    ("objected again", Template.OBJECTION_NOTED_BY_EMAIL, _AGENT, _CASE, False),
    ("repeat", Template.OBJECTION_NOTED_BY_EMAIL, _AGENT, _CASE, True),
    ("terms run out", Template.TERMS_BY_EMAIL, _AGENT, {"late": 1, "soon": 4}, False),
    ("none ran out", Template.TERMS_BY_EMAIL, _AGENT, {"late": 0, "soon": 1}, False),
    ("repeat", Template.TERMS_BY_EMAIL, _AGENT, {"late": 2, "soon": 0}, True),
    ("factor added", Template.FACTOR_BY_EMAIL, _AGENT, _FACTOR, False),
    ("factor removed", Template.FACTOR_BY_EMAIL, _AGENT, _FACTOR | {"change": "removed"}, False),
    ("an app", Template.FACTOR_BY_EMAIL, _AGENT, _FACTOR | {"factor": "totp"}, True),
    ("code for the desk", Template.DESK_CODE_BY_EMAIL, _EMAIL, _CASE | _CODE, False),
    ("repeat", Template.DESK_CODE_BY_EMAIL, _EMAIL, _CASE | _CODE, True),
    ("code for the desk", Template.DESK_CODE_BY_SMS, _SMS, _CASE | _CODE, False),
    ("repeat", Template.DESK_CODE_BY_SMS, _SMS, _CASE | _CODE, True),
    ("code to a new address", Template.NEW_ADDRESS_CODE_BY_EMAIL, _NEW, _CASE | _CODE, False),
    ("repeat", Template.NEW_ADDRESS_CODE_BY_EMAIL, _NEW, _CASE | _CODE, True),
    *_orders(),
)


@dataclass(frozen=True)
class Preview:
    """One message in one situation and one language."""

    letter: Letter
    situation: str
    repeat: bool

    def rendered(self) -> Rendered:
        return render(self.letter, repeat=self.repeat)


def previews() -> list[Preview]:
    """Every template, in every situation it has, in every language."""
    return [
        Preview(Letter(template, to, language, context), situation, repeat)
        for situation, template, to, context, repeat in _SITUATIONS
        for language in get_args(Language)
    ]
