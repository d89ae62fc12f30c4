"""What stays visible to the person while they go on: a second cookie, sealed under the first.

The first is in the browser's hands, so a key of the portal's own goes into the seal as well: nobody
writes such a cookie for themselves, with another hour, another count or another reference in it.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass

from recupera.keys import CannotOpen, digest, open_sealed, ring, seal
from recupera.letterbox.flow import Flow
from recupera.options import current
from recupera.people import DatumKind

# 254 characters of e-mail is the longest datum; the cookie has this size for everyone.
SIZE = 768
ABOUT = b"remembered"
# No vowels, no look-alikes: nothing that reads as a word or as another letter.
REFERENCE_LETTERS = "BCDFGHJKMNPQRTVWXYZ"
REFERENCE_DIGITS = "23456789"


@dataclass(frozen=True)
class Remembered:
    """What the person typed, and where in their enquiry they stand. Times are epoch seconds."""

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

    def seal(self, flow: Flow) -> str:
        """The cookie's value; the same length for everyone."""
        content = json.dumps(vars(self), separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(
            seal(_secrets(flow)[0], content, about=ABOUT, size=SIZE)
        ).decode()

    @classmethod
    def open(cls, flow: Flow, cookie: str | None) -> "Remembered | None":
        """None where the cookie is gone, changed, another flow's, or of a form no longer read."""
        for secret in _secrets(flow):
            try:
                content = open_sealed(secret, base64.urlsafe_b64decode(cookie or ""), about=ABOUT)
                values = json.loads(content)
                return cls(**values | {"kind": DatumKind(values["kind"])})
            except (CannotOpen, binascii.Error, ValueError, KeyError, TypeError):
                continue
        return None


def _secrets(flow: Flow) -> list[bytes]:
    """Under the newest key, then the one before it: a rotation ends no enquiry."""
    keys = list(ring(current().data, "portal", "cookie"))[:2]
    return [digest(key.secret, ABOUT, flow.cookie_key) for key in keys]


def new_reference() -> str:
    """Four characters to find a message by, such as `K7Q4`. It opens nothing."""
    first, third = (secrets.choice(REFERENCE_LETTERS) for _ in range(2))
    second, fourth = (secrets.choice(REFERENCE_DIGITS) for _ in range(2))
    return f"{first}{second}{third}{fourth}"
