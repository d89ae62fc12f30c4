"""What several codes of one enquiry prove together, and which proof allows an act."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from recupera.enquiries.policy import Kept
from recupera.enquiries.proofs import PROOF_LIFE, may_act, proven
from recupera.people import Account, ChannelKind

NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)
MOBILE = "+573005550101"
ANA = Account(
    id="1",
    username="aperez",
    name="Ana Pérez",
    document_type="CC",
    document_number="52344050",
    emails=("ana@example.com", "ana.otro@example.com"),
    phones=(MOBILE,),
    organisation="Alcaldía de Tunja",
    role="comprador",
    active=True,
)
OTHER = replace(ANA, id="2", username="bperez", emails=("dos@example.com",), phones=())


def code(channel: str, *, after: float | None = 0, made: datetime = NOW) -> Kept:
    """A code to this channel, typed `after` so many minutes, or not yet."""
    by = ChannelKind.SMS if channel.startswith("+") else ChannelKind.EMAIL
    spent_at = None if after is None else NOW + timedelta(minutes=after)
    return Kept(digest=channel, channel=channel, made_at=made, by=by, spent_at=spent_at)


def shown(*codes: Kept, at: datetime = NOW + timedelta(minutes=10)) -> dict[str, tuple[str, bool]]:
    """User name to how it was proven and whether only the latest code opened it."""
    found = proven(codes, [OTHER, ANA], at=at, mark=str)
    return {one.account.username: ("+".join(sorted(one.by)), one.added) for one in found}


def test_a_code_opens_the_accounts_that_registered_its_channel_and_no_other() -> None:
    assert shown(code("ana@example.com")) == {"aperez": ("email", True)}
    assert shown(code("ana.otro@example.com")) == {"aperez": ("email", True)}
    assert shown(code("dos@example.com")) == {"bperez": ("email", True)}
    assert shown(code("x@example.com")) == {}


def test_a_code_that_was_not_typed_opens_nothing() -> None:
    assert shown(code("ana@example.com", after=None)) == {}


@pytest.mark.parametrize("turned", [1, -1])
def test_a_second_code_adds_to_what_the_first_opened(turned: int) -> None:
    typed = [code("ana@example.com"), code("dos@example.com", after=1)][::turned]
    assert shown(*typed) == {"aperez": ("email", False), "bperez": ("email", True)}


def test_a_second_channel_of_an_account_is_told_and_adds_no_account() -> None:
    typed = [code(MOBILE), code("ana@example.com", after=1)]
    assert shown(*typed) == {"aperez": ("email+sms", False)}


def test_a_second_code_to_the_same_mailbox_adds_nothing() -> None:
    first = code("ana@example.com")
    again = code("ana@example.com", after=1, made=NOW + timedelta(minutes=1))
    assert shown(first, again) == {"aperez": ("email", False)}


def test_a_number_that_stands_as_an_address_of_another_kind_opens_nothing() -> None:
    odd = replace(code("ana@example.com"), by=ChannelKind.SMS)
    assert shown(odd) == {}


def test_a_proof_counts_for_twenty_minutes_and_no_second_longer() -> None:
    end = NOW + PROOF_LIFE
    assert timedelta(minutes=20) == PROOF_LIFE
    assert shown(code("ana@example.com"), at=end) == {"aperez": ("email", True)}
    assert shown(code("ana@example.com"), at=end + timedelta(seconds=1)) == {}


def acts(*codes: Kept, account: Account = ANA, after: float = 5) -> bool:
    return may_act(codes, account, at=NOW + timedelta(minutes=after), mark=str)


@pytest.mark.parametrize("email", ANA.emails)
def test_whoever_proved_a_registered_e_mail_may_act(email: str) -> None:
    assert acts(code(email))
    assert acts(code(MOBILE), code(email))
    assert not acts(code(email, after=None))


def test_a_text_message_alone_allows_no_act() -> None:
    assert not acts(code(MOBILE))
    assert not acts(code(MOBILE), code("dos@example.com"))


def test_an_e_mail_that_only_another_account_registers_allows_no_act() -> None:
    assert not acts(code("dos@example.com"))
    assert acts(code("dos@example.com"), account=OTHER)


def test_an_old_proof_and_an_e_mail_that_was_taken_out_allow_no_act() -> None:
    assert acts(code("ana@example.com"), after=20)
    assert not acts(code("ana@example.com"), after=20.1)
    assert not acts(code("ana@example.com"), account=replace(ANA, emails=("new@example.com",)))
