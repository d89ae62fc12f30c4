import pytest

from recupera.keys import CannotOpen, TooLarge, ring
from recupera.messages.letters import Letter, Template, WrongLetter, open_letter
from recupera.messages.models import BODY_SIZE, Message
from recupera.messages.outbox import purge, put
from recupera.options import current
from recupera.people import CaseAddress, Channel, ChannelKind, ProposedAddress, RegisteredChannel
from tests.messages.letters import LIFE, by_email, by_sms, now, one_and_three_null, put_now

pytestmark = pytest.mark.django_db(databases=["vault"])


def test_one_enquiry_writes_four_rows_in_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1, using="vault"):
        put_now(*one_and_three_null())
    assert Message.objects.count() == 4


def test_every_body_has_one_size_and_says_nothing():
    put_now(by_email(), None, by_sms(), by_email(usernames=["u" * 150] * 20))
    bodies = [bytes(row.body) for row in Message.objects.all()]
    assert {len(body) for body in bodies} == {BODY_SIZE}
    assert not [body for body in bodies if b"ana@example" in body or b"48217736" in body]


def test_the_sender_reads_back_what_was_put():
    letter = by_email(usernames=["ñandú"], last=True)
    put_now(letter)
    row = Message.objects.get()
    private = ring(current().data, "sender", "outbox").get(row.key_id)
    assert open_letter(bytes(row.body), row=row.id, private=private) == letter


def test_no_key_of_the_worker_or_the_portal_opens_a_stolen_row():
    put_now(by_email())
    row = Message.objects.get()
    stolen = [
        key
        for door in ("worker", "portal")
        for folder in (current().data / "keys" / door).iterdir()
        for key in ring(current().data, door, folder.name)
    ]
    assert len(stolen) >= 10
    for key in stolen:
        with pytest.raises(CannotOpen):
            open_letter(bytes(row.body), row=row.id, private=key)


def test_a_body_moved_to_another_row_does_not_open():
    put_now(by_email(), None)
    one, other = Message.objects.all()
    private = ring(current().data, "sender", "outbox").get(one.key_id)
    with pytest.raises(CannotOpen):
        open_letter(bytes(one.body), row=other.id, private=private)


@pytest.mark.parametrize("recipient", [CaseAddress("a@b.co"), ProposedAddress("a@b.co")])
def test_account_data_never_go_to_an_address_that_somebody_typed(recipient):
    with pytest.raises(WrongLetter):
        Letter(Template.CODE_BY_EMAIL, recipient, "es", by_email().context)


def test_a_mail_never_goes_to_a_phone_nor_an_sms_to_a_mailbox():
    phone = RegisteredChannel(Channel(ChannelKind.SMS, "+573001234567"))
    with pytest.raises(WrongLetter):
        Letter(Template.CODE_BY_EMAIL, phone, "es", by_email().context)
    mailbox = RegisteredChannel(Channel(ChannelKind.EMAIL, "a@b.co"))
    with pytest.raises(WrongLetter):
        Letter(Template.CODE_BY_SMS, mailbox, "es", by_sms().context)


def test_a_letter_that_lacks_what_its_template_says_is_refused():
    with pytest.raises(WrongLetter):
        Letter(Template.CODE_BY_EMAIL, by_email().recipient, "es", {"code": "48217736"})


def test_a_letter_shows_neither_code_nor_data_when_it_is_printed():
    assert "48217736" not in repr(by_email())


def test_a_letter_that_does_not_fit_writes_no_row():
    with pytest.raises(TooLarge):
        put_now(None, by_email(usernames=["u" * 5000]))
    assert not Message.objects.exists()


def test_rows_are_deleted_after_a_day_and_not_before():
    written = now()
    put([by_email(), None], expires_at=written + LIFE, now=written)
    assert purge(written + 144 * LIFE) == 0
    assert purge(written + 145 * LIFE) == 2
    assert not Message.objects.exists()
