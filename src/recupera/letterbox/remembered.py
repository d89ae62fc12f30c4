"""What stays visible to the person while they go on: cookies, sealed under the flow's own.

The flow's is in the browser's hands, so a key of the portal's own goes into the seal as well:
nobody writes such a cookie for themselves, with another hour, count or reference in it.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recupera.keys import CannotOpen, digest, open_sealed, ring, seal
from recupera.letterbox.flow import Flow
from recupera.options import current
from recupera.people import DatumKind

# 254 characters of e-mail is the longest datum; the cookies have these sizes for everyone.
SIZE = 896
ABOUT = b"remembered"
OBJECTING_SIZE = 320
OBJECTING = b"objecting"
FOLLOWING_SIZE = 1024
FOLLOWING = b"following"
# No vowels, no look-alikes: nothing that reads as a word or as another letter.
REFERENCE_LETTERS = "BCDFGHJKMNPQRTVWXYZ"
REFERENCE_DIGITS = "23456789"


@dataclass(frozen=True)
class Remembered:
    """What the person typed, and where in their enquiry they stand. Times are epoch seconds.

    `for_password` is true where they began at the password page. `account` is the mark of the
    account that they chose, `act` the envelope of the last act.
    """

    kind: DatumKind
    typed: str
    mobile: bool | None
    reference: str
    asked_at: float
    codes: int = 1
    envelope: str = ""
    posted_at: float = 0.0
    shown_at: float = 0.0
    by_sms: bool = False
    for_password: bool = False
    account: str = ""
    act: str = ""
    acted_at: float = 0.0

    def seal(self, flow: Flow) -> str:
        """The cookie's value; the same length for everyone."""
        return _sealed(flow, vars(self), about=ABOUT, size=SIZE)

    @classmethod
    def open(cls, flow: Flow, cookie: str | None) -> "Remembered | None":
        """None where the cookie is gone, changed, another flow's, or of a form no longer read."""
        values = _opened(flow, cookie, about=ABOUT)
        try:
            return cls(**values | {"kind": DatumKind(values["kind"])})
        except (ValueError, KeyError, TypeError):
            return None


@dataclass(frozen=True)
class Objecting:
    """An objection that was sent: the code as typed, its envelope, and when; epoch seconds."""

    typed: str
    envelope: str
    posted_at: float

    def seal(self, flow: Flow) -> str:
        return _sealed(flow, vars(self), about=OBJECTING, size=OBJECTING_SIZE)

    @classmethod
    def open(cls, flow: Flow, cookie: str | None) -> "Objecting | None":
        """As `Remembered.open`."""
        try:
            return cls(**_opened(flow, cookie, about=OBJECTING))
        except TypeError:
            return None


@dataclass(frozen=True)
class Following:
    """The case that this browser has opened or asks about; times are epoch seconds.

    `key` is empty where it asks by a code, which stands in the message `message`; `codes` of them
    were asked for, the last one at `asked_at`. `envelope` is the last one that it left, and `act`
    what that was for: "open", "ask", "prove", "confirm", or an act. `email`, `subject` and
    `received_at` are known only to the browser that opened the case. `draft` is the secret of
    what it wrote for the case (`portal.written`), empty before it wrote anything.
    """

    reference: str
    key: str = field(default="", repr=False)
    message: str = ""
    envelope: str = ""
    act: str = ""
    posted_at: float = 0.0
    email: str = field(default="", repr=False)
    subject: str = ""
    received_at: float = 0.0
    asked_at: float = 0.0
    codes: int = 0
    draft: str = field(default="", repr=False)

    def seal(self, flow: Flow) -> str:
        return _sealed(flow, vars(self), about=FOLLOWING, size=FOLLOWING_SIZE)

    @classmethod
    def open(cls, flow: Flow, cookie: str | None) -> "Following | None":
        """As `Remembered.open`."""
        try:
            return cls(**_opened(flow, cookie, about=FOLLOWING))
        except TypeError:
            return None


def _sealed(flow: Flow, values: Mapping[str, Any], *, about: bytes, size: int) -> str:
    content = json.dumps(values, separators=(",", ":")).encode()
    sealed = seal(secrets_of(flow, about)[0], content, about=about, size=size)
    return base64.urlsafe_b64encode(sealed).decode()


def _opened(flow: Flow, cookie: str | None, *, about: bytes) -> dict[str, Any]:
    """Empty where there is nothing of ours in it."""
    for secret in secrets_of(flow, about):
        try:
            content = open_sealed(secret, base64.urlsafe_b64decode(cookie or ""), about=about)
            return dict(json.loads(content))
        except (CannotOpen, binascii.Error, ValueError):
            continue
    return {}


def secrets_of(flow: Flow, about: bytes) -> list[bytes]:
    """Under the newest key, then the one before it: a rotation ends no enquiry."""
    keys = list(ring(current().data, "portal", "cookie"))[:2]
    return [digest(key.secret, about, flow.cookie_key) for key in keys]


def new_reference(*, unlike: str = "") -> str:
    """Four characters to find a message by, such as `K7Q4`. It opens nothing.

    Never `unlike`: what is typed in an older tab is known by it not to be for the newer one.
    """
    while True:
        first, third = (secrets.choice(REFERENCE_LETTERS) for _ in range(2))
        second, fourth = (secrets.choice(REFERENCE_DIGITS) for _ in range(2))
        drawn = f"{first}{second}{third}{fourth}"
        if drawn != unlike:
            return drawn
