"""Whoever took over the portal writes what they like into the letterbox: what it gets them."""

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.db.models import F

from recupera.directories.embedded import models as directory
from recupera.enquiries.models import Enquiry, Handled
from recupera.journal.models import Entry
from recupera.keys import CannotOpen, Key, derive, hpke_open, hpke_seal, open_sealed
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.sealing import SIZES, public_key
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import current
from tests.enquirer import ANA, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

ASK = {"kind": "email", "value": "ana@example.com", "reference": "K7Q4", "language": "es"}


def forge(
    content: Any, kind: str = "ask", *, plain: bytes | None = None, size: int = 0, **inside: Any
) -> Envelope:
    """Drops an envelope with a seal that is in order and anything inside; returns its row."""
    flow, key, envelope = Flow.mint(), public_key(), secrets.token_hex(16)
    inner = {
        "id": envelope,
        "for": kind,
        "key": key.id,
        "secret": base64.b64encode(flow.secret).decode(),
        "content": content,
    } | inside
    info = f"recupera envelope 1 {envelope} {kind} {key.id}".encode()
    plain = json.dumps(inner).encode() if plain is None else plain
    body = hpke_seal(key, plain, info=info, size=size or SIZES[EnvelopeKind(kind)])
    Slot(id=flow.slot_id).save(force_insert=True)
    row = Envelope(id=envelope, slot_id=flow.slot_id, kind=kind, key_id=key.id, body=body)
    row.save(force_insert=True)
    return row


@pytest.mark.parametrize(
    "forged",
    [
        {"content": None},
        {"content": []},
        {"content": "x"},
        {"content": ASK | {"value": None}},
        {"content": ASK | {"kind": ["email"]}},
        {"content": ASK | {"kind": {}}},
        {"content": ASK | {"language": {}}},
        {"content": ASK | {"reference": "K7Q4\r\nBcc: all@example.com"}},
        {"content": ASK | {"reference": "http://evil.example"}},
        {"content": ASK | {"value": "ana@example.com\nX: y"}},
        {"content": ASK | {"networks": "0" * 32}},
        {"content": ASK | {"networks": ["0" * 16]}},
        {"content": ASK | {"networks": ["0" * 16, "A" * 16]}},
        {"content": ASK | {"networks": ["0" * 16, 7]}},
        {"content": ASK | {"networks": [[], {}]}},
        {"content": ASK | {"shown": "K7Q4"}},
        {"content": ASK | {"shown": "K7Q4 4821 7736"}},
        {"content": ASK | {"shown": ["K7Q448217736"]}},
        {"content": {"code": ["1"]}, "kind": "prove"},
        {"content": {"code": "1234567\u0668"}, "kind": "prove"},
        {"content": {}, "kind": "prove"},
        {"content": ASK, "secret": ""},
        {"content": ASK, "secret": 7},
        {"content": ASK, "secret": "AAAA"},
        {"content": ASK, "id": "other"},
        {"content": ASK, "for": "prove"},
        {"content": ASK, "plain": b""},
        {"content": ASK, "plain": b"\xff\xfe"},
        {"content": ASK, "plain": b"[" * 700},
        {"content": ASK, "plain": b"7"},
        {"content": ASK, "size": 100_000},
    ],
)
def test_what_no_portal_writes_is_dropped_at_once_and_never_comes_back(
    forged: dict[str, Any],
) -> None:
    register(ANA)
    forge(**forged)
    work()
    rows = (Envelope, Enquiry, Message, Handled)
    assert [model.objects.count() for model in rows] == [0, 0, 0, 0]


def test_an_honest_envelope_of_that_form_is_answered() -> None:
    register(ANA)
    forge(ASK)
    work()
    assert len(letters()) == 1


def test_an_old_envelope_put_back_sends_and_judges_nothing_again() -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    ask = Envelope.objects.get()
    work()
    person.prove("00000000")
    prove = Envelope.objects.get()
    work()
    for row in (ask, prove):
        row.save(force_insert=True)
        Envelope.objects.update(due_at=F("inserted_at"))
        work()
    assert (len(letters()), person.published.tries_left) == (1, 4)


def test_an_old_envelope_under_a_new_name_or_in_another_slot_is_dropped() -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    row = Envelope.objects.get()
    work()
    for change in ({"id": secrets.token_hex(16)}, {"slot_id": Enquirer().asked().flow.slot_id}):
        for name, value in change.items():
            setattr(row, name, value)
        row.save(force_insert=True)
        work()
    assert not Envelope.objects.exists()
    assert Message.objects.count() == 8, "the two honest questions, four rows each"


def test_a_slot_that_somebody_made_first_gives_them_nothing_and_takes_nothing() -> None:
    register(ANA)
    person = Enquirer()
    Slot(id=person.flow.slot_id).save(force_insert=True)
    person.asked()
    assert person.proved(codes()[0]) == Verdict.GOOD


def test_every_key_that_the_portal_holds_opens_nothing_that_lies_anywhere() -> None:
    """Symmetric or private, straight or derived, against every sealed column of both stores."""
    register(ANA)
    person = Enquirer().asked()
    person.proved(codes()[0])
    person.ask()
    folder = current().data / "keys" / "portal"
    secrets_held = [base64.b64decode(file.read_bytes()) for file in folder.rglob("*.key")]
    assert len(secrets_held) >= 5
    lying = [(str(row.pk), bytes(body)) for row, body in sealed_columns()]
    assert len(lying) > 8
    for secret in secrets_held:
        for pk, body in lying:
            for opening in attempts(secret, pk, body):
                with pytest.raises(CannotOpen):
                    opening()


def sealed_columns() -> Iterator[tuple[Any, bytes]]:
    for model in (Envelope, Slot, Enquiry, Message, Entry, directory.Entry):
        for row in model.objects.all():
            for name in ("body", "status", "answer"):
                if getattr(row, name, None):
                    yield row, getattr(row, name)


def attempts(secret: bytes, pk: str, body: bytes) -> Iterator[Callable[[], bytes]]:
    """Every way in which a sealed thing is opened somewhere in the code."""
    key = Key("any", secret)
    for about in (b"status", b"answer", b"journal", b"remembered", f"enquiry {pk}".encode()):
        for form in (secret, derive(secret, "slot"), derive(secret, "cookie")):
            for part in (body, body[31:]):
                yield partial(open_sealed, form, part, about=about)
    for kind in ("ask", "prove"):
        info = f"recupera envelope 1 {pk} {kind} {public_key().id}".encode()
        yield partial(hpke_open, key, body, info=info)
    yield partial(hpke_open, key, body, info=b"recupera message " + pk.encode())


def test_the_attempts_would_open_what_the_portal_may_open() -> None:
    register(ANA)
    person = Enquirer().asked()
    slot = Slot.objects.get()
    opened = 0
    for opening in attempts(person.flow.secret, slot.pk, bytes(slot.status or b"")):
        with suppress(CannotOpen):
            opened += bool(opening())
    assert opened == 1
