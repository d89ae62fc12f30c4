"""Call-backs: to the registered number, right by two digits that only the case's page shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recupera.journal.models import Mention
from recupera.orders import calls
from recupera.orders.models import CallDigits, Proof, ProofState
from recupera.orders.proving import change
from recupera.orders.sealed import open_proof
from recupera.people import Account, ChannelKind
from tests.enquirer import ANA
from tests.orders.proving import Desk

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
OTHER = replace(ANA, id="9", username="otra", phones=("+573009998877",))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def read_out(desk: Desk) -> str:
    """What the person's page says."""
    return desk.person.elsewhere_by_key().case.digits


def call(desk: Desk, account: Account | None = ANA) -> str:
    with desk.step() as (case, agent, at):
        return calls.call(case, account, agent=agent, now=at)


def match(desk: Desk, typed: str, account: Account | None = ANA) -> bool:
    with desk.step() as (case, agent, at):
        return calls.match(case, typed, account=account, agent=agent, now=at)


def not_them(digits: str) -> str:
    return f"{(int(digits) + 1) % 100:02d}"


def earlier(passed: timedelta) -> None:
    for one in Proof.objects.all():
        settled = one.settled_at and one.settled_at - passed
        change(one, expires_at=one.expires_at - passed, settled_at=settled)


def test_the_registered_number_is_told_and_the_digits_prove_it(desk: Desk) -> None:
    said = read_out(desk)
    assert len(said) == 2 and said.isdecimal()
    assert call(desk) == "+573005550101", "not the one of the form"
    assert match(desk, said)
    proof = Proof.objects.get()
    assert (proof.state, proof.kind, proof.agent) == ("good", "call_back", desk.agent.id)
    assert open_proof(proof).address == "+573005550101"
    assert open_proof(proof).channel == ChannelKind.SMS


def test_every_look_shows_the_same_until_somebody_tried(desk: Desk) -> None:
    assert {read_out(desk) for _ in range(3)} == {desk.person.case.digits}
    before = bytes(CallDigits.objects.get().body)
    call(desk)
    match(desk, not_them(read_out(desk)))
    assert bytes(CallDigits.objects.get().body) != before


def test_one_try_a_call(desk: Desk) -> None:
    call(desk)
    assert not match(desk, not_them(read_out(desk)))
    with pytest.raises(calls.NoCall):
        match(desk, read_out(desk))


def test_no_try_without_a_call_of_ones_own(desk: Desk) -> None:
    with pytest.raises(calls.NoCall):
        match(desk, read_out(desk))
    call(desk)
    desk.agent = Desk().agent
    with pytest.raises(calls.NoCall):
        match(desk, read_out(desk))


def test_a_call_is_good_for_half_an_hour_and_for_its_account(desk: Desk) -> None:
    call(desk)
    with pytest.raises(calls.NoCall):
        match(desk, read_out(desk), OTHER)
    earlier(timedelta(minutes=31))
    with pytest.raises(calls.NoCall):
        match(desk, read_out(desk))


def test_two_wrong_in_a_day_end_it_for_the_case_until_a_day_later(desk: Desk) -> None:
    for _ in range(2):
        call(desk)
        assert not match(desk, not_them(read_out(desk)))
    with pytest.raises(calls.Ended):
        call(desk)
    with pytest.raises(calls.Ended):
        call(desk, OTHER)
    earlier(timedelta(hours=24))
    call(desk)
    assert match(desk, read_out(desk))


def test_many_cases_about_one_account_have_no_more_guesses(desk: Desk) -> None:
    for _ in range(2):
        other = Desk()
        call(other)
        match(other, not_them(read_out(other)))
    with pytest.raises(calls.Ended):
        call(desk)
    call(desk, OTHER)


def test_where_there_is_no_number_nothing_is_right(desk: Desk) -> None:
    for account in (None, replace(ANA, phones=())):
        assert call(desk, account) == ""
        assert not match(desk, read_out(desk), account)
    assert set(Proof.objects.values_list("state", flat=True)) == {ProofState.FAILED}


def test_the_digits_of_another_case_are_none_of_this_one(desk: Desk) -> None:
    """Nobody brings a case to show digits that they know; its person sees new ones."""
    other = Desk()
    row = CallDigits.objects.get(case=other.case)
    CallDigits.objects.filter(case=desk.case).update(body=bytes(row.body))
    call(desk)
    assert not match(desk, read_out(other))
    CallDigits.objects.filter(case=desk.case).update(body=bytes(row.body))
    assert read_out(desk).isdecimal()
    assert bytes(CallDigits.objects.get(case=desk.case).body) != bytes(row.body)
    assert Mention.objects.filter(case=desk.case.reference, entry__event="forged").exists()
