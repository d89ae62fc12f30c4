"""A hundred wrong codes in a row, over all enquiries: then one channel is no longer enough."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.letterbox.slot import Verdict
from recupera.messages.letters import Template
from recupera.options import forget
from recupera.people import DatumKind
from tests.enquirer import (
    ANA,
    Enquirer,
    codes,
    guard,
    later,
    letters,
    network,
    register,
    tally,
    wrong,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

ALONE = replace(ANA, id="7", username="sola", emails=("sola@example.com",), phones=())
DAYS_30 = timedelta(days=30)


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def by_address() -> dict[str, str]:
    return {
        letter.recipient.channel.address: str(letter.context.get("code", "")).replace(" ", "")
        for letter in letters()
    }


def test_every_wrong_code_of_every_enquiry_counts_and_a_new_code_forgives_none() -> None:
    register(ANA)
    first = Enquirer().asked()
    for _ in range(3):
        first.proved(wrong(codes()[0]))
    assert tally(ANA).failures == 3
    first.asked()
    assert tally(ANA).failures == 3
    second = Enquirer(DatumKind.USERNAME, "aperez").asked()
    second.proved("00000000")
    assert tally(ANA).failures == 4


def test_a_good_code_ends_the_row() -> None:
    register(ANA)
    person = Enquirer().asked()
    person.proved(wrong(codes()[0]))
    assert person.proved(codes()[0]) == Verdict.GOOD
    assert tally(ANA).failures == 0


def test_who_is_told_spent_expired_or_too_many_failed_at_nothing() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    person.proved(code)
    person.proved(code)
    assert tally(ANA).failures == 0
    for _ in range(6):
        person.proved(wrong(code))
    assert tally(ANA).failures == 5


def test_guesses_at_a_code_that_nobody_was_sent_are_no_failures_of_the_owner() -> None:
    register(ANA)
    for _ in range(4):
        Enquirer().asked()
    person = Enquirer().asked()
    assert person.proved("00000000") == Verdict.WRONG
    assert person.published.tries_left == 4
    assert tally(ANA).failures == 0


@pytest.mark.parametrize("before", [98, 99])
def test_before_the_hundredth_one_channel_is_enough(before: int) -> None:
    register(ANA)
    guard(ANA, failures=before)
    person = Enquirer().asked()
    assert list(by_address()) == ["ana@example.com"]
    assert person.proved(codes()[0]) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["aperez"]


def test_the_hundredth_wrong_code_closes_the_one_way_even_where_a_code_is_out() -> None:
    register(ANA)
    guard(ANA, failures=99)
    person = Enquirer().asked()
    person.proved(wrong(codes()[0]))
    assert person.proved(codes()[0]) == Verdict.GOOD
    assert (person.published.accounts, person.published.second) == ((), True)
    assert tally(ANA).failures == 100, "one of two ends no row"


@pytest.mark.parametrize("times", [100, 101])
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DatumKind.EMAIL, "ana@example.com"),
        (DatumKind.NATIONAL_ID, "52344050"),
        (DatumKind.PHONE, "+573005550101"),
        (DatumKind.USERNAME, "aperez"),
    ],
)
def test_from_the_hundredth_on_two_channels_open_what_one_opened(
    times: int, kind: DatumKind, value: str
) -> None:
    register(ANA)
    guard(ANA, failures=times)
    person = Enquirer(kind, value).asked()
    sent = by_address()
    assert sorted(sent) == ["+573005550101", "ana@example.com"]
    assert len(set(sent.values())) == 2
    one, other = sent.values()
    assert person.proved(one) == Verdict.GOOD
    assert (person.published.accounts, person.published.second) == ((), True)
    assert person.proved(other) == Verdict.GOOD
    assert [shown.username for shown in person.published.accounts] == ["aperez"]
    assert [shown.added for shown in person.published.accounts] == [True]
    assert not person.published.second
    assert tally(ANA).failures == 0


def test_two_codes_to_one_channel_are_not_two_channels() -> None:
    register(ANA)
    guard(ANA, failures=100)
    person = Enquirer().asked().asked()
    mails = [one for one in letters() if one.template is Template.CODE_BY_EMAIL]
    for letter in mails:
        assert person.proved(str(letter.context["code"]).replace(" ", "")) == Verdict.GOOD
    assert (len(mails), person.published.accounts) == (2, ())


def test_an_account_with_one_channel_gets_a_letter_that_leads_to_the_desk() -> None:
    register(ALONE)
    guard(ALONE, failures=100)
    person = Enquirer(DatumKind.EMAIL, "sola@example.com").asked()
    (letter,) = letters()
    assert letter.template is Template.CASE_BY_EMAIL
    assert "code" not in letter.context
    assert person.proved("00000000") == Verdict.WRONG
    assert tally(ALONE).failures == 100, "there was no code to guess"
    for _ in range(9):
        Enquirer(DatumKind.EMAIL, "sola@example.com").asked()
    assert len(letters()) == 4, "it counts as a message"


def test_thirty_days_after_the_last_wrong_code_one_channel_is_enough_again() -> None:
    register(ALONE)
    guard(ALONE, failures=100)
    later(DAYS_30)
    person = Enquirer(DatumKind.EMAIL, "sola@example.com").asked()
    assert person.proved(codes()[0]) == Verdict.GOOD
    assert person.published.accounts


def test_whoever_proves_an_account_of_their_own_forgives_nothing_of_another() -> None:
    thief = replace(ANA, id="8", username="ladron", emails=("ladron@example.com",), phones=())
    register(ANA, thief)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050").asked()
    own = by_address()["ladron@example.com"]
    for _ in range(4):
        person.proved(wrong(own))
    assert person.proved(own) == Verdict.GOOD
    assert (tally(ANA).failures, tally(thief).failures) == (4, 0)


def test_an_owner_who_is_guarded_keeps_no_other_account_closed() -> None:
    register(ANA, replace(ALONE, document_number=ANA.document_number))
    guard(ANA, failures=100)
    person = Enquirer(DatumKind.NATIONAL_ID, "52344050", networks=network(1)).asked()
    assert person.proved(by_address()["sola@example.com"]) == Verdict.GOOD
    assert [one.username for one in person.published.accounts] == ["sola"]
    assert not person.published.second
