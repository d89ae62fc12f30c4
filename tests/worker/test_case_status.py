"""Seeing a case with its key or a code, and confirming its e-mail."""

from datetime import timedelta

import pytest
from django.db.models import F

from recupera.cases.models import Case
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.people.case_reference import new_reference
from recupera.people.tracking import new_tracking_key
from tests.claimant import Claimant, code_in, kinds, mails
from tests.enquirer import work, wrong

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def confirmed() -> Claimant:
    person = Claimant().opened()
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD
    return person


def test_the_key_opens_the_case_in_another_browser_and_another_does_not() -> None:
    person = Claimant().opened()
    there = person.elsewhere()
    assert there.asked(key=new_tracking_key()) == Verdict.WRONG
    assert there.published.followed is None
    assert there.asked(key=person.form.key) == Verdict.GOOD
    assert there.case == person.case
    assert there.published.case == person.form.reference


def test_the_acknowledgements_code_confirms_the_mail_in_any_browser_that_sees_the_case() -> None:
    person = Claimant().opened()
    there = person.elsewhere()
    there.asked(key=person.form.key)
    code = code_in(mails()[0])
    assert there.proved(wrong(code)) == Verdict.WRONG
    assert there.proved(code) == Verdict.GOOD
    assert there.case.confirmed
    assert kinds(there.case) == ["received", "confirmed"]
    assert person.proved(code) == Verdict.SPENT
    assert person.case.confirmed


def test_it_opens_nothing_to_a_browser_that_does_not_see_it() -> None:
    person = Claimant().opened()
    there = person.elsewhere()
    assert there.asked() == Verdict.DONE
    assert there.proved(code_in(mails()[0])) == Verdict.WRONG
    assert there.published.followed is None
    assert Case.objects.get().confirmed_at is None


def test_without_the_key_a_code_goes_to_the_confirmed_mail_alone() -> None:
    person = Claimant().opened()
    there = person.elsewhere()
    assert there.asked() == Verdict.DONE
    assert len(mails()) == 1, "the acknowledgement"
    person.proved(code_in(mails()[0]))
    there = person.elsewhere()
    assert there.asked(message="B2C3") == Verdict.DONE
    letter = mails()[-1]
    assert letter.context["reference"] == "B2C3"
    assert there.proved(code_in(letter)) == Verdict.GOOD
    assert there.case.reference == person.form.reference
    assert there.proved(code_in(letter)) == Verdict.SPENT


def test_a_code_is_resent_twice_in_a_flow_and_then_no_more() -> None:
    there = confirmed().elsewhere()
    verdicts = [there.asked() for _ in range(4)]
    assert verdicts == [Verdict.DONE] * 3 + [Verdict.TRY_AGAIN]
    sent = [code_in(one) for one in mails()[1:]]
    assert len(sent) == 3
    assert there.proved(sent[0]) == Verdict.GOOD


def test_five_wrong_codes_and_the_right_one_is_too_many() -> None:
    there = confirmed().elsewhere()
    there.asked()
    code = code_in(mails()[-1])
    assert {there.proved(wrong(code)) for _ in range(5)} == {Verdict.WRONG}
    assert there.proved(code) == Verdict.TOO_MANY
    assert there.published.followed is None


def test_a_code_is_good_for_ten_minutes_and_the_acknowledgements_for_a_day() -> None:
    person = Claimant().opened()
    code = code_in(mails()[0])
    Case.objects.update(code_at=F("code_at") - timedelta(hours=24, seconds=1))
    assert person.proved(code) == Verdict.EXPIRED
    Case.objects.update(code_at=F("code_at") + timedelta(seconds=30))
    assert person.proved(code) == Verdict.GOOD


def test_twenty_five_guesses_over_all_browsers_end_a_confirming_code() -> None:
    person = Claimant().opened()
    code = code_in(mails()[0])
    for _ in range(5):
        there = person.elsewhere()
        there.asked(key=person.form.key)
        assert {there.proved(wrong(code)) for _ in range(5)} == {Verdict.WRONG}
    assert person.proved(code) == Verdict.TOO_MANY
    assert person.acted("send_again") == Verdict.DONE
    assert person.proved(code_in(mails()[-1])) == Verdict.GOOD


def test_a_question_that_waited_too_long_is_asked_anew() -> None:
    person = confirmed()
    there = person.elsewhere()
    sealed = there.ask(key=person.form.key)
    Envelope.objects.update(inserted_at=F("inserted_at") - timedelta(minutes=11))
    assert there.verdict(sealed) == Verdict.TRY_AGAIN
    assert there.published.followed is None


def test_a_hundred_wrong_keys_in_a_row_require_the_code() -> None:
    person = confirmed()
    for _ in range(99):
        person.elsewhere().ask(key=new_tracking_key())
    work()
    assert person.elsewhere().asked(key=person.form.key) == Verdict.GOOD, "and ends the row"
    for _ in range(100):
        person.elsewhere().ask(key=new_tracking_key())
    work()
    there = person.elsewhere()
    assert there.asked(key=person.form.key) == Verdict.WRONG
    assert there.asked() == Verdict.DONE
    assert there.proved(code_in(mails()[-1])) == Verdict.GOOD
    assert person.elsewhere().asked(key=person.form.key) == Verdict.GOOD


def test_a_case_whose_mail_nobody_confirmed_keeps_its_key_however_often_it_is_tried() -> None:
    person = Claimant().opened()
    for _ in range(100):
        person.elsewhere().ask(key=new_tracking_key())
    work()
    assert person.elsewhere().asked(key=person.form.key) == Verdict.GOOD


def test_an_address_gets_three_acknowledgements_a_day_over_all_cases() -> None:
    people = [Claimant().opened() for _ in range(5)]
    assert len(mails()) == 3
    assert Message.objects.count() == 5
    assert all(person.case.state == "open" for person in people)


def test_and_six_messages_of_every_kind() -> None:
    person = confirmed()
    for _ in range(4):
        there = person.elsewhere()
        assert [there.asked(), there.asked()] == [Verdict.DONE] * 2
    assert len(mails()) == 6


def test_another_reference_in_one_flow_starts_over() -> None:
    person = confirmed()
    there = person.elsewhere()
    assert there.asked(key=person.form.key) == Verdict.GOOD
    assert there.asked(reference=new_reference()) == Verdict.DONE
    assert there.published.followed is None
    assert there.published.case == ""


def test_a_code_that_was_sent_to_nobody_opens_and_tells_nothing_even_if_it_is_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recupera.enquiries.codes.new_code", lambda: "48217736")
    person = Claimant().opened()
    for reference in (person.form.reference, new_reference()):
        there = Claimant()
        assert there.asked(reference=reference) == Verdict.DONE
        assert there.proved("48217736") == Verdict.WRONG
