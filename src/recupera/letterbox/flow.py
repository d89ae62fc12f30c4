"""The flow secret: 32 random bytes in one browser's cookie, and what is derived from it."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from functools import cached_property

from recupera.keys import derive

SECRET = 32


@dataclass(frozen=True)
class Flow:
    """One browser's enquiry. Whoever has `secret` may read its slot; nobody else can."""

    secret: bytes = field(repr=False)

    @classmethod
    def mint(cls) -> "Flow":
        return cls(secrets.token_bytes(SECRET))

    @classmethod
    def parse(cls, cookie: str | None) -> "Flow | None":
        """The flow of a cookie's value, or None where it is none of ours."""
        try:
            secret = base64.urlsafe_b64decode((cookie or "") + "=")
        except (binascii.Error, ValueError):
            return None
        return cls(secret) if len(secret) == SECRET else None

    @property
    def cookie(self) -> str:
        return base64.urlsafe_b64encode(self.secret).decode().rstrip("=")

    @cached_property
    def slot_id(self) -> str:
        """32 hex digits; tells nothing about the secret."""
        return derive(self.secret, "slot id")[:16].hex()

    @cached_property
    def slot_key(self) -> bytes:
        return derive(self.secret, "slot")

    @cached_property
    def cookie_key(self) -> bytes:
        return derive(self.secret, "cookie")
