"""Codes of the desk: to registered channels, typed by the case's person, within limits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.cases.models import Case, Entry, EntryKind
from recupera.journal.models import Mention
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import forget
from recupera.orders import challenges
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Proof, ProofState
from recupera.orders.proving import GOOD_FOR, change, lapse
from recupera.orders.sealed import open_proof
from recupera.people import Account, ChannelKind, ProposedAddress, RegisteredChannel
from recupera.recoveries import marks
from tests.claimant import code_in
from tests.enquirer import ANA, WITHOUT_CHANNEL, tally, wrong
from tests.orders.proving import Desk, sent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
EMAIL, SMS = ChannelKind.EMAIL, ChannelKind.SMS


@pytest.fixture(autouse=True)
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def code(desk: Desk, account: Account | None = ANA, channel: ChannelKind = EMAIL) -> Proof:
    with desk.step() as (case, agent, at):
        return challenges.send_code(case, account, channel, agent=agent, now=at)


def new_code(desk: Desk, address: str = "nueva@example.net") -> Proof:
    with desk.step() as (case, agent, at):
        return challenges.send_new_code(case, ANA, address, agent=agent, now=at)


def move(passed: timedelta) -> None:
    """As if every code had been sent so much earlier."""
    for one in Proof.objects.all():
        change(one, opened_at=one.opened_at - passed, expires_at=one.expires_at - passed)


def test_a_code_goes_to_the_registered_channel_and_proves_it_for_ten_days(desk: Desk) -> None:
    proof = code(desk)
    (letter,) = sent()
    assert isinstance(letter.recipient, RegisteredChannel)
    assert letter.recipient.channel.address == "ana@example.com"
    assert set(letter.context) == {"case", "code", "until"}, "no account data"
    assert desk.person.acted("show_code", code=code_in(letter)) == Verdict.GOOD
    proof.refresh_from_db()
    assert (proof.state, proof.account) == (ProofState.GOOD, marks.of_account(ANA.id))
    assert proof.settled_at and proof.good_until == proof.settled_at + GOOD_FOR
    assert open_proof(proof).address == "ana@example.com"
    assert proof.agent == desk.agent.id


def test_it_is_kept_as_a_digest_that_is_worth_nothing_in_another_row(desk: Desk) -> None:
    first, second = code(desk), code(desk, channel=EMAIL)
    typed = code_in(sent()[0])
    assert typed.encode() not in bytes(Proof.objects.get(id=first.id).body)
    assert challenges.codes.matches(
        open_proof(first).digest, typed, enquiry=challenges.purpose(first.id)
    )
    assert not challenges.codes.matches(
        open_proof(first).digest, typed, enquiry=challenges.purpose(second.id)
    )


def test_a_code_is_good_once(desk: Desk) -> None:
    code(desk)
    typed = code_in(sent()[0])
    person = desk.person
    said = [person.acted("show_code", code=typed) for _ in range(2)]
    assert said == [Verdict.GOOD, Verdict.SPENT]


def test_five_errors_end_it_for_the_right_code_too(desk: Desk) -> None:
    proof = code(desk)
    typed = code_in(sent()[0])
    said = [desk.person.acted("show_code", code=wrong(typed)) for _ in range(6)]
    assert said == [Verdict.WRONG] * 4 + [Verdict.TOO_MANY] * 2
    assert desk.person.acted("show_code", code=typed) == Verdict.TOO_MANY
    proof.refresh_from_db()
    assert (proof.state, proof.tries) == (ProofState.FAILED, 5)


def test_an_error_is_a_try_at_every_code_that_is_open(desk: Desk) -> None:
    proofs = [code(desk), new_code(desk)]
    typed = code_in(sent()[0])
    desk.person.acted("show_code", code=wrong(typed))
    assert [Proof.objects.get(id=one.id).tries for one in proofs] == [1, 1]


def test_one_box_takes_both_kinds(desk: Desk) -> None:
    code(desk), new_code(desk)
    for letter in sent():
        assert desk.person.acted("show_code", code=code_in(letter)) == Verdict.GOOD
    good = Proof.objects.filter(state=ProofState.GOOD).values_list("kind", flat=True)
    assert set(good) == {ProofKind.CHANNEL_CODE, ProofKind.NEW_ADDRESS}


@pytest.mark.parametrize(
    ("channel", "lives"), [(EMAIL, timedelta(hours=24)), (SMS, timedelta(minutes=10))]
)
def test_it_expires_by_the_hour_at_which_it_was_typed(
    desk: Desk, channel: ChannelKind, lives: timedelta
) -> None:
    proof = code(desk, channel=channel)
    assert proof.expires_at - proof.opened_at == lives
    typed = code_in(sent()[0])
    sealed = desk.person.act("show_code", code=typed)
    move(lives + timedelta(seconds=1))
    late = desk.person.verdict(sealed)
    assert late == Verdict.EXPIRED
    lapse(proof.expires_at)
    assert Proof.objects.get().state == ProofState.FAILED


def test_a_text_message_goes_to_a_mobile_only(desk: Desk) -> None:
    code(desk, replace(ANA, phones=("+576015550101", "+573005550101")), SMS)
    assert [one.recipient for one in sent()] == [
        RegisteredChannel(challenges.registered_channels(ANA)[1].channel)
    ]
    code(desk, replace(ANA, phones=("+576015550101",)), SMS)
    assert len(sent()) == 1


def test_a_new_address_gets_a_code_and_nothing_that_anybody_typed(desk: Desk) -> None:
    proof = new_code(desk)
    (letter,) = sent()
    assert letter.recipient == ProposedAddress("nueva@example.net")
    assert set(letter.context) == {"case", "code", "until"}
    assert desk.person.acted("show_code", code=code_in(letter)) == Verdict.GOOD
    proof.refresh_from_db()
    assert open_proof(proof).address == "nueva@example.net"


@pytest.mark.parametrize("account", [None, WITHOUT_CHANNEL])
def test_nobody_is_sent_a_code_and_no_eight_digits_are_right(
    desk: Desk, account: Account | None
) -> None:
    before = Message.objects.count()
    proof = code(desk, account)
    assert sent() == [] and Message.objects.count() == before + 1
    assert desk.person.acted("show_code", code="48217736") == Verdict.WRONG
    proof.refresh_from_db()
    assert (proof.state, proof.tries) == (ProofState.OPEN, 1)
    assert len(proof.account) == 64 and proof.account != marks.of_account(ANA.id)


def test_three_of_a_kind_a_day_and_case(desk: Desk) -> None:
    for _ in range(3):
        code(desk), new_code(desk)
    for send in (code, new_code):
        with pytest.raises(challenges.Enough):
            send(desk)
    move(timedelta(hours=24))
    code(desk)


def test_cases_together_send_an_owner_no_more_than_anybody(desk: Desk) -> None:
    for _ in range(4):
        other = Desk()
        code(other), code(other)
    assert len(sent()) == len(tally(ANA).sent) == 4, "the two that are kept are not the desk's"


def test_cases_together_send_a_new_address_six_a_day() -> None:
    for _ in range(3):
        other = Desk()
        for _ in range(3):
            new_code(other)
    assert len(sent()) == 6


def test_the_history_and_the_journal_say_so_and_the_person_does_not_see_it(desk: Desk) -> None:
    code(desk)
    desk.person.acted("show_code", code=code_in(sent()[0]))
    entries = Entry.objects.filter(kind=EntryKind.PROVED)
    assert [(one.shown, one.agent) for one in entries] == [(False, desk.agent.id)] * 2
    assert "proved" not in [one.kind for one in desk.person.case.entries]
    mentioned = Mention.objects.filter(case=desk.case.reference, entry__event="proved")
    assert mentioned.count() == 2


@pytest.mark.parametrize("subject", ["otra-solicitud", "falla-ingreso"])
def test_a_case_that_changes_no_account_takes_no_code(subject: str) -> None:
    desk = Desk(subject)
    assert desk.person.acted("show_code", code="48217736") == Verdict.AGAINST_POLICY
    assert desk.person.case.digits == ""


def test_a_closed_case_takes_none(desk: Desk) -> None:
    code(desk)
    desk.person.acted("close")
    assert desk.person.acted("show_code", code=code_in(sent()[0])) == Verdict.AGAINST_POLICY
    assert desk.person.case.digits == ""


def test_a_proof_is_of_its_own_case(desk: Desk) -> None:
    code(desk)
    other = Desk()
    assert other.person.acted("show_code", code=code_in(sent()[0])) == Verdict.WRONG
    assert Case.objects.count() == 2
    assert Proof.objects.get().tries == 0
