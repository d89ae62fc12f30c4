"""An enquiry from question to answer, inside one process: what the worker promises."""

from datetime import timedelta

import pytest
from django.db.models import F

from recupera.enquiries.models import Enquiry, Handled, Ledger
from recupera.letterbox.models import Envelope, Slot
from recupera.letterbox.slot import Verdict, read
from recupera.messages.models import Message
from recupera.people import DatumKind
from recupera.worker.run import turn
from tests.enquirer import (
    ANA,
    INACTIVE,
    OTHER_MAILBOX,
    TWO_OF_ONE_EMAIL,
    WITHOUT_CHANNEL,
    Enquirer,
    codes,
    letters,
    register,
    work,
    wrong,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DatumKind.EMAIL, "ana@example.com"),
        (DatumKind.NATIONAL_ID, "52344050"),
        (DatumKind.USERNAME, "aperez"),
    ],
)
def test_the_code_that_was_sent_shows_the_account(kind: DatumKind, value: str) -> None:
    register(ANA)
    person = Enquirer(kind, value).asked()
    (code,) = codes()
    assert person.proved(code) == Verdict.GOOD
    (shown,) = person.published.accounts
    assert (shown.username, shown.email) == ("aperez", "ana@example.com")
    assert (shown.document_type, shown.document_ending) == ("CC", "4050")
    assert Enquiry.objects.get().state == "proven"


def test_the_message_carries_the_user_name_its_code_and_nobody_elses() -> None:
    register(ANA, OTHER_MAILBOX)
    Enquirer(DatumKind.NATIONAL_ID, "52344050").asked()
    sent = {letter.recipient.channel.address: letter.context for letter in letters()}
    assert sent["ana@example.com"]["usernames"] == ["aperez"]
    assert sent["vieja@example.com"]["usernames"] == ["ana.vieja"]
    assert sent["ana@example.com"]["code"] != sent["vieja@example.com"]["code"]


def test_each_code_opens_what_its_mailbox_registered() -> None:
    register(ANA, OTHER_MAILBOX)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050").asked()
    by_address = {
        letter.recipient.channel.address: str(letter.context["code"]).replace(" ", "")
        for letter in letters()
    }
    assert person.proved(by_address["vieja@example.com"]) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["ana.vieja"]


def test_several_accounts_on_one_email_come_in_one_answer() -> None:
    register(*TWO_OF_ONE_EMAIL)
    person = Enquirer().asked()
    (code,) = codes()
    person.proved(code)
    assert [one.username for one in person.published.accounts] == ["aperez", "aperez.compras"]


def test_an_inactive_account_is_shown_as_inactive() -> None:
    register(INACTIVE)
    person = Enquirer(DatumKind.EMAIL, "no@example.com").asked()
    person.proved(codes()[0])
    assert [one.active for one in person.published.accounts] == [False]


@pytest.mark.parametrize("value", ["nadie@example.com", "ana@example.com"])
def test_known_or_not_the_worker_writes_the_same_rows(value: str) -> None:
    register(ANA)
    person = Enquirer(DatumKind.EMAIL, value).asked()
    person.proved("00000000")
    rows = (Enquiry, Ledger, Handled, Message, Slot, Envelope)
    assert [model.objects.count() for model in rows] == [1, 4, 2, 4, 1, 0]
    assert {len(bytes(row.body)) for row in Message.objects.all()} == {4144}
    assert {len(bytes(row.body)) for row in Enquiry.objects.all()} == {4096 + 12 + 16 + 31}
    assert person.published.tries_left == 4


@pytest.mark.parametrize("value", ["11111111", "80123456"])
def test_nobody_and_an_account_without_a_channel_get_no_message(value: str) -> None:
    register(ANA, WITHOUT_CHANNEL)
    Enquirer(DatumKind.NATIONAL_ID, value).asked()
    assert letters() == []
    assert Message.objects.count() == 4


def test_five_wrong_codes_close_the_enquiry_for_the_right_one_too() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    assert [person.proved(wrong(code)) for _ in range(5)] == [Verdict.WRONG] * 5
    assert person.published.tries_left == 0
    assert person.proved(code) == Verdict.TOO_MANY
    assert person.published.accounts == ()


def test_a_code_is_worth_nothing_in_another_enquiry() -> None:
    register(ANA)
    owner = Enquirer().asked()
    (own,) = codes()
    thief = Enquirer().asked()
    assert thief.proved(own) == Verdict.WRONG
    assert owner.proved(own) == Verdict.GOOD


def test_a_used_code_says_that_it_was_used() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    assert person.proved(code) == Verdict.GOOD
    assert person.proved(code) == Verdict.SPENT
    assert person.published.accounts, "the answer stays for whoever proved"


def test_a_second_code_does_not_give_back_a_try_and_the_first_stays_good() -> None:
    register(ANA)
    person = Enquirer().asked()
    (first,) = codes()
    person.proved(wrong(first))
    person.asked()
    assert person.published.tries_left == 4
    assert person.proved(first) == Verdict.GOOD


def test_a_fourth_ask_of_one_enquiry_sends_nothing() -> None:
    register(ANA)
    person = Enquirer().asked().asked().asked().asked()
    assert len(letters()) == 3
    assert list(person.published.verdicts.values()).count(Verdict.TRY_AGAIN) == 1


def test_a_code_typed_after_its_ten_minutes_is_expired_and_costs_no_try() -> None:
    register(ANA)
    person = Enquirer().asked()
    sealed = person.prove(codes()[0])
    Envelope.objects.update(inserted_at=F("inserted_at") + timedelta(minutes=11))
    work()
    assert person.published.verdicts[sealed.id] == Verdict.EXPIRED
    assert person.published.tries_left == 5


def test_a_worker_that_was_down_for_an_hour_expires_no_code_that_came_in_time() -> None:
    register(ANA)
    person = Enquirer().asked()
    sealed = person.prove(codes()[0])
    Envelope.objects.update(due_at=F("due_at") - timedelta(hours=1))
    Enquiry.objects.update(created_at=F("created_at") - timedelta(hours=1))
    work()
    assert person.published.verdicts[sealed.id] == Verdict.GOOD


def test_a_question_older_than_ten_minutes_sends_nothing_and_says_try_again() -> None:
    register(ANA)
    person = Enquirer()
    sealed = person.ask()
    Envelope.objects.update(inserted_at=F("inserted_at") - timedelta(minutes=11))
    work()
    assert letters() == []
    assert person.published.verdicts[sealed.id] == Verdict.TRY_AGAIN


def test_a_code_that_comes_before_its_question_was_handled_goes_back_unjudged() -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    Envelope.objects.update(due_at=F("due_at") + timedelta(minutes=1))
    sealed = person.prove("00000000")
    assert turn() == 1
    assert read(person.flow) is None
    Envelope.objects.update(due_at=F("inserted_at"))
    work()
    Envelope.objects.update(due_at=F("inserted_at"))
    work()
    assert person.published.verdicts[sealed.id] == Verdict.WRONG


def test_what_a_lost_question_left_in_the_slot_is_covered_by_the_next_one() -> None:
    register(ANA)
    person = Enquirer()
    person.ask()
    Envelope.objects.all().delete()
    assert person.proved("00000000") == Verdict.TRY_AGAIN
    asked = person.ask()
    work()
    assert person.published.verdicts == {asked.id: Verdict.GOOD}
    assert person.proved(codes()[0]) == Verdict.GOOD


def test_a_turn_takes_four_codes_and_then_one_question() -> None:
    people = [Enquirer().asked() for _ in range(6)]
    for person in people:
        person.prove("00000000")
    Enquirer().ask()
    Enquirer().ask()
    assert turn() == 5
    assert [row.kind for row in Envelope.objects.order_by("kind")] == ["ask", "prove", "prove"]


def test_what_no_honest_portal_writes_is_dropped_without_a_row() -> None:
    register(ANA)
    for changed in ({"value": " ANA@Example.com"}, {"language": "fr"}, {"kind": DatumKind.PHONE}):
        person = Enquirer()
        for name, value in changed.items():
            setattr(person, name, value)
        person.ask()
    work()
    assert [Envelope.objects.count(), Enquiry.objects.count(), Message.objects.count()] == [0, 0, 0]
