"""Text messages on request, and what the worker refuses of a portal that was taken over."""

from collections.abc import Iterator

import pytest

from recupera.enquiries.models import Enquiry, Handled
from recupera.letterbox.models import Envelope, Slot
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import forget
from recupera.people import DatumKind
from recupera.worker.requests import Malformed, read_ask
from tests.enquirer import ANA, OTHER_MAILBOX, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

ASK = {"value": "52344050", "reference": "K7Q4", "language": "es"}


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def reached() -> list[str]:
    return sorted(letter.recipient.channel.address for letter in letters())


def test_a_document_gets_its_code_by_text_message_when_that_is_asked_for() -> None:
    register(ANA)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050").asked(by_sms=True)
    assert reached() == ["+573005550101"]
    assert person.proved(codes()[0]) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]


def test_two_accounts_of_one_mobile_share_the_message_and_the_code_opens_both() -> None:
    register(ANA, OTHER_MAILBOX)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050").asked(by_sms=True)
    (code,) = codes()
    person.proved(code)
    assert [one.username for one in person.published.accounts] == ["ana.vieja", "aperez"]


def test_the_mailboxes_code_still_opens_after_a_text_message_was_asked_for() -> None:
    register(ANA)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050").asked()
    (by_email,) = codes()
    person.asked(by_sms=True)
    assert person.proved(by_email) == Verdict.GOOD


def test_a_user_name_is_written_to_both_ways_each_with_its_own_code() -> None:
    register(ANA)
    Enquirer(DatumKind.USERNAME, "aperez").asked()
    assert reached() == ["+573005550101", "ana@example.com"]
    assert len(set(codes())) == 2


@pytest.mark.parametrize("by_sms", [False, True])
@pytest.mark.parametrize("value", ["11111111", "52344050"])
def test_known_or_not_by_text_message_or_not_the_worker_writes_the_same_rows(
    value: str, by_sms: bool
) -> None:
    register(ANA)
    person = Enquirer(DatumKind.NATIONAL_ID, value)
    envelope = person.ask(by_sms=by_sms)
    assert len(envelope.body) == 768 + 48
    work()
    rows = (Enquiry, Handled, Message, Slot, Envelope)
    assert [model.objects.count() for model in rows] == [1, 1, 4, 1, 0]
    assert {len(bytes(row.body)) for row in Message.objects.all()} == {4144}
    assert {len(bytes(row.body)) for row in Enquiry.objects.all()} == {4096 + 12 + 16 + 31}


@pytest.mark.parametrize(
    ("kind", "by"), [("username", "sms"), ("email", "sms"), ("national_id", "pigeon")]
)
def test_a_channel_that_no_honest_page_offers_is_dropped(kind: str, by: str) -> None:
    value = {"email": "ana@example.com"}.get(kind, "52344050")
    content = ASK | {"kind": kind, "value": value}
    opened = Opened(Enquirer().flow, content | {"by": by})
    assert not read_ask(Opened(opened.flow, content)).by_sms
    with pytest.raises(Malformed):
        read_ask(opened)
