"""Envelopes: sealed to the worker's public key, so that the portal cannot reopen its own."""

import base64
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recupera.keys import (
    HPKE_ADDS,
    CannotOpen,
    Key,
    KeyMissing,
    Ring,
    hpke_open,
    hpke_seal,
    ring,
)
from recupera.letterbox.flow import SECRET, Flow
from recupera.letterbox.models import EnvelopeKind
from recupera.options import current
from recupera.people import DatumKind

# One size per kind: the longest e-mail, its language and its reference fit into an ask, and a
# password of 256 code points, each written as two escapes, into an act. A case's form and an
# addition to a case have limits of their own (`letterbox.cases`).
SIZES = {
    EnvelopeKind.ASK: 768,
    EnvelopeKind.PROVE: 256,
    EnvelopeKind.SET_PASSWORD: 4096,
    EnvelopeKind.OBJECT: 512,
    EnvelopeKind.OPEN_CASE: 65_536,
    EnvelopeKind.ASK_CASE: 512,
    EnvelopeKind.PROVE_CASE: 256,
    EnvelopeKind.ACT_ON_CASE: 65_536,
}
ID = re.compile(r"[0-9a-f]{32}")
NO_NETWORKS = ("0" * 16, "0" * 16)


@dataclass(frozen=True)
class Sealed:
    """A sealed envelope, not yet dropped."""

    id: str
    slot_id: str
    kind: EnvelopeKind
    key_id: str
    body: bytes


@dataclass(frozen=True)
class Opened:
    """An envelope as the worker sees it. `content` is what the portal wrote: check it."""

    flow: Flow
    content: Mapping[str, Any]


def seal_ask(
    flow: Flow,
    *,
    kind: DatumKind,
    value: str,
    reference: str,
    language: str,
    networks: Sequence[str] = NO_NETWORKS,
    by_sms: bool = False,
    shown: str = "",
) -> Sealed:
    """A question. `value` is in normal form; `language` is es or en.

    `networks` are the two marks of where it comes from (`guard.limits.network_marks`). `by_sms`
    asks for a text message instead of what is usual for this kind of datum. `shown` is the
    reference and the code of a message that the person has in hand, or empty.
    """
    content = {
        "kind": kind.value,
        "value": value,
        "reference": reference,
        "language": language,
        "by": "sms" if by_sms else "usual",
        "networks": list(networks),
        "shown": shown,
    }
    return seal_envelope(flow, EnvelopeKind.ASK, content)


def seal_prove(flow: Flow, *, code: str) -> Sealed:
    """A code that the person typed: digits only."""
    return seal_envelope(flow, EnvelopeKind.PROVE, {"code": code})


def seal_set_password(
    flow: Flow, *, account: str, password: str, reference: str, language: str
) -> Sealed:
    """A new password for one account of a proven enquiry; `account` is its mark in the answer."""
    content = {"account": account, "password": password}
    return seal_envelope(
        flow,
        EnvelopeKind.SET_PASSWORD,
        content | {"reference": reference, "language": language},
    )


def seal_object(flow: Flow, *, code: str, language: str) -> Sealed:
    """The objection "no fui yo": the objection code of a notice, in normal form."""
    return seal_envelope(flow, EnvelopeKind.OBJECT, {"code": code, "language": language})


def open_envelope(envelope_id: str, slot_id: str, kind: str, key_id: str, body: bytes) -> Opened:
    """Raises CannotOpen where anything was changed, moved, sealed to another key or no envelope.

    Whoever took over the portal writes what they like under a seal that is in order, so every
    other error from here would bring the same envelope back turn after turn.
    """
    if not ID.fullmatch(envelope_id) or len(body) != _size(kind):
        raise CannotOpen("not of an envelope's form")
    try:
        key = private_ring().get(key_id)
    except KeyMissing as missing:
        raise CannotOpen("the key is gone") from missing
    plain = hpke_open(key, body, info=_info(envelope_id, kind, key_id))
    try:
        inner = json.loads(plain)
        flow = Flow(base64.b64decode(inner["secret"], validate=True))
        told = (inner["id"], inner["for"], inner["key"], flow.slot_id)
        content = dict(inner["content"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise CannotOpen("what is inside is no envelope") from wrong
    if told != (envelope_id, kind, key_id, slot_id) or len(flow.secret) != SECRET:
        raise CannotOpen("inside and outside differ")
    return Opened(flow, content)


def _size(kind: str) -> int:
    return SIZES[EnvelopeKind(kind)] + HPKE_ADDS if kind in EnvelopeKind.values else 0


def seal_envelope(flow: Flow, kind: EnvelopeKind, content: Mapping[str, Any]) -> Sealed:
    """Seals for the worker what the functions of each kind have put together. Raises TooLarge."""
    key, envelope_id = public_key(), secrets.token_hex(16)
    inner = {
        "id": envelope_id,
        "for": kind.value,
        "key": key.id,
        "secret": base64.b64encode(flow.secret).decode(),
        "content": content,
    }
    plain = json.dumps(inner, separators=(",", ":")).encode()
    body = hpke_seal(key, plain, info=_info(envelope_id, kind.value, key.id), size=SIZES[kind])
    return Sealed(envelope_id, flow.slot_id, kind, key.id, body)


def _info(envelope_id: str, kind: str, key_id: str) -> bytes:
    return f"recupera envelope 1 {envelope_id} {kind} {key_id}".encode()


def _public_ring() -> Ring:
    return ring(current().data, "portal", "envelope-public")


def public_key() -> Key:
    """The worker's public key that envelopes are sealed to."""
    return _public_ring().newest()


def private_ring() -> Ring:
    """The worker's private keys; only the worker's folder has them."""
    return ring(current().data, "worker", "envelope")
