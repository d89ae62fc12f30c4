"""What passes the hatch: requests sealed to the worker, replies sealed for the one who asked."""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recupera.keys import (
    CannotOpen,
    KeyMissing,
    TooLarge,
    derive,
    hpke_open,
    hpke_seal,
    open_sealed,
    ring,
    seal,
)
from recupera.options import current

# A look at an account, an answer with its text, a letter's whole check.
SIZES = (1024, 8192, 65_536)


@dataclass(frozen=True)
class Asked:
    """A request on its way. `secret` opens its reply; only whoever asked has it."""

    id: str
    secret: bytes = field(repr=False)

    @property
    def cookie(self) -> str:
        """For the agent's session: both, as text."""
        return f"{self.id}.{base64.urlsafe_b64encode(self.secret).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Asked | None":
        """None where it is none of ours."""
        request, _, secret = text.partition(".")
        try:
            found = base64.urlsafe_b64decode(secret)
        except ValueError:
            return None
        return cls(request, found) if len(request) == 32 and len(found) == 32 else None


@dataclass(frozen=True)
class Opened:
    """A request as the worker sees it. `content` is what the desk wrote: check it."""

    kind: str
    agent: str
    secret: bytes = field(repr=False)
    content: Mapping[str, Any]


def seal_request(kind: str, agent: str, content: Mapping[str, Any]) -> tuple[Asked, str, bytes]:
    """A fresh request, the id of the key it is sealed to, and its body. Raises keys.TooLarge."""
    asked = Asked(secrets.token_hex(16), secrets.token_bytes(32))
    key = ring(current().data, "desk", "hatch-public").newest()
    secret = base64.b64encode(asked.secret).decode()
    inner = {"kind": kind, "agent": agent, "secret": secret, "content": content}
    plain = json.dumps(inner, separators=(",", ":")).encode()
    body = hpke_seal(key, plain, info=_info(asked.id, kind, agent, key.id), size=_size(plain))
    return asked, key.id, body


def open_request(request: str, kind: str, agent: str, key_id: str, body: bytes) -> Opened:
    """Raises CannotOpen where anything was changed, moved or sealed to another key."""
    try:
        key = ring(current().data, "worker", "hatch").get(key_id)
        plain = hpke_open(key, body, info=_info(request, kind, agent, key_id))
        inner = json.loads(plain)
        secret, content = base64.b64decode(inner["secret"]), dict(inner["content"])
    except KeyMissing as missing:
        raise CannotOpen("the key is gone") from missing
    except (ValueError, KeyError, TypeError) as wrong:
        raise CannotOpen("what is inside is no request") from wrong
    if (inner["kind"], inner["agent"]) != (kind, agent) or len(secret) != 32:
        raise CannotOpen("inside and outside differ")
    return Opened(kind, agent, secret, content)


def seal_reply(request: str, secret: bytes, content: Mapping[str, Any]) -> bytes:
    """Raises keys.TooLarge."""
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    key = derive(secret, "hatch reply")
    return seal(key, plain, about=request.encode(), size=_size(plain))


def open_reply(asked: Asked, body: bytes) -> dict[str, Any]:
    """Raises CannotOpen."""
    key = derive(asked.secret, "hatch reply")
    return dict(json.loads(open_sealed(key, bytes(body), about=asked.id.encode())))


def _size(plain: bytes) -> int:
    fitting = (size for size in SIZES if len(plain) + 4 <= size)
    try:
        return next(fitting)
    except StopIteration:
        raise TooLarge(f"{len(plain)} bytes do not fit through the hatch") from None


def _info(request: str, kind: str, agent: str, key_id: str) -> bytes:
    return f"recupera hatch 1 {request} {kind} {agent} {key_id}".encode()
