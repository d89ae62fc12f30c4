"""Somebody has taken over the portal and writes what they like into the letterbox.

The worker takes nothing from it on trust: no verdict, no guess too many, no word in a message.
"""

import secrets
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.enquiries.models import Enquiry
from recupera.letterbox import sealing
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.sealing import Sealed
from recupera.letterbox.slot import Verdict, read, seal_answer, seal_status
from recupera.messages.models import Message
from tests.enquirer import ANA, Enquirer, codes, letters, register, work, wrong

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def forged(flow: Flow, content: dict[str, object], kind: EnvelopeKind, **outside: str) -> Sealed:
    """An envelope as the portal could write it with anything inside."""
    sealed = sealing.seal_envelope(flow, kind, content)
    return Sealed(**{**sealed.__dict__, **outside})


def put(sealed: Sealed) -> None:
    with accepting():
        drop(sealed)


# A verdict of one's own


def test_a_verdict_written_by_the_portal_shows_only_what_the_portal_wrote() -> None:
    register(ANA)
    thief = Flow.mint()
    Slot.objects.create(
        id=thief.slot_id,
        status=seal_status(thief, 5, {"x": Verdict.GOOD}),
        answer=seal_answer(thief, (), more=False),
        revision=9,
    )
    published = read(thief)
    assert published and published.accounts == ()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        {"verdict": "good"},
        {"code": ""},
        {"code": "48217736' OR 1=1"},
        {"code": ["00000000"]},
        {"code": None},
        {"code": "４８２１７７３６"},
    ],
)
def test_a_prove_without_eight_digits_is_dropped(content: dict[str, object]) -> None:
    register(ANA)
    person = Enquirer().asked()
    put(forged(person.flow, content, EnvelopeKind.PROVE))
    work()
    assert person.published.tries_left == 5
    assert Enquiry.objects.get().state == "asked"
    assert not Envelope.objects.exists()


def test_a_prove_for_somebody_elses_slot_is_dropped() -> None:
    register(ANA)
    owner = Enquirer().asked()
    (code,) = codes()
    sealed = sealing.seal_prove(Flow.mint(), code=code)
    put(Sealed(sealed.id, owner.flow.slot_id, sealed.kind, sealed.key_id, sealed.body))
    work()
    assert Enquiry.objects.get().state == "asked"
    assert not Envelope.objects.exists()


def test_two_hundred_guesses_left_in_the_letterbox_are_five_guesses() -> None:
    register(ANA)
    thief = Enquirer().asked()
    (code,) = codes()
    rows = [sealing.seal_prove(thief.flow, code=wrong(code)) for _ in range(199)]
    rows.append(sealing.seal_prove(thief.flow, code=code))
    Envelope.objects.bulk_create(
        Envelope(id=row.id, slot_id=row.slot_id, kind=row.kind, key_id=row.key_id, body=row.body)
        for row in rows
    )
    # The right one came last: by chance it would be among the five in one of forty runs.
    Envelope.objects.exclude(id=rows[-1].id).update(due_at=F("due_at") - timedelta(seconds=1))
    work()
    assert (Enquiry.objects.get().tries, thief.published.accounts) == (5, ())


# Old questions and other people's messages


def test_an_envelope_seen_before_sends_nothing_again() -> None:
    register(ANA)
    person = Enquirer()
    sealed = person.ask()
    work()
    sent = Message.objects.count()
    put(sealed)
    work()
    again = Sealed(secrets.token_hex(16), sealed.slot_id, sealed.kind, sealed.key_id, sealed.body)
    put(again)
    work()
    assert Message.objects.count() == sent
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"reference": "K7Q4\r\nBcc: thief@example.com"},
        {"reference": "http://thief.example"},
        {"reference": ""},
        {"language": "xx"},
        {"language": ["es"]},
        {"value": "Ana@Example.com"},
        {"value": ["ana@example.com"]},
        {"value": "ana@example.com,thief@example.com"},
        {"kind": "name"},
    ],
)
def test_nothing_that_the_portal_makes_up_reaches_a_message(changed: dict[str, object]) -> None:
    register(ANA)
    honest = {
        "kind": "email",
        "value": "ana@example.com",
        "reference": "K7Q4",
        "language": "es",
    }
    put(forged(Flow.mint(), honest | changed, EnvelopeKind.ASK))
    work()
    assert letters() == []
    assert not Message.objects.exists()
    put(forged(Flow.mint(), honest, EnvelopeKind.ASK))
    work()
    assert [letter.recipient.channel.address for letter in letters()] == ["ana@example.com"]
