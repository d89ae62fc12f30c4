"""The table "which channel gets the code", and how a typed code is judged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from recupera.enquiries.policy import (
    MOST_CODES,
    Judgement,
    Kept,
    dispatches,
    judge,
    names_user,
    registers,
)
from recupera.people import Account, Channel, ChannelKind, DatumKind

ANA = Account(
    id="1",
    username="aperez",
    name="Ana Pérez",
    document_type="CC",
    document_number="52344050",
    emails=("ana@example.com", "ana.otro@example.com"),
    phones=("+576015550101", "+573005550101"),
    organisation="Alcaldía de Tunja",
    role="comprador",
    active=True,
)
NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)
TEN = timedelta(minutes=10)


MOBILES = ("+573",)


def addresses(
    kind: DatumKind,
    value: str,
    *accounts: Account,
    mobiles: tuple[str, ...] = MOBILES,
    by_sms: bool = False,
) -> list[str]:
    sent = dispatches(kind, value, accounts, mobiles=mobiles, by_sms=by_sms)
    return [one.channel.channel.address for one in sent]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (DatumKind.EMAIL, "ana.otro@example.com", ["ana.otro@example.com"]),
        (DatumKind.PHONE, "+573005550101", ["+573005550101"]),
        (DatumKind.PHONE, "+576015550101", ["ana@example.com"]),
        (DatumKind.NATIONAL_ID, "52344050", ["ana@example.com"]),
        (DatumKind.USERNAME, "aperez", ["ana@example.com", "+573005550101"]),
    ],
)
def test_the_code_goes_where_the_table_says(
    kind: DatumKind, value: str, expected: list[str]
) -> None:
    assert addresses(kind, value, ANA) == expected


def test_without_a_gateway_nothing_is_sent_by_text_message() -> None:
    for kind, value in (
        (DatumKind.PHONE, "+573005550101"),
        (DatumKind.USERNAME, "aperez"),
        (DatumKind.NATIONAL_ID, "52344050"),
    ):
        assert addresses(kind, value, ANA, mobiles=()) == ["ana@example.com"]


def test_a_document_by_text_message_reaches_each_accounts_first_mobile_and_no_mailbox() -> None:
    other = replace(ANA, id="2", username="aperez2", phones=("+573105550202",))
    landline = replace(ANA, id="3", username="aperez3", phones=("+576015550101",))
    assert addresses(DatumKind.NATIONAL_ID, "52344050", ANA, other, landline, by_sms=True) == [
        "+573005550101",
        "+573105550202",
    ]


def test_the_wish_for_a_text_message_changes_nothing_for_the_other_data() -> None:
    for kind, value in (
        (DatumKind.EMAIL, "ana@example.com"),
        (DatumKind.PHONE, "+576015550101"),
        (DatumKind.USERNAME, "aperez"),
    ):
        assert addresses(kind, value, ANA, by_sms=True) == addresses(kind, value, ANA)


def test_numbers_abroad_get_no_text_message_unless_their_beginning_is_named() -> None:
    abroad = replace(ANA, phones=("+593991234567",))
    wider = ("+573", "+5939")
    assert addresses(DatumKind.NATIONAL_ID, "52344050", abroad, by_sms=True) == []
    assert addresses(DatumKind.NATIONAL_ID, "52344050", abroad, by_sms=True, mobiles=wider) == [
        "+593991234567"
    ]


def test_an_account_without_a_channel_gets_nothing() -> None:
    lost = replace(ANA, emails=(), phones=())
    assert addresses(DatumKind.NATIONAL_ID, "52344050", lost) == []
    assert addresses(DatumKind.USERNAME, "aperez", lost) == []


def test_accounts_of_one_mailbox_share_one_message() -> None:
    other = replace(ANA, id="2", username="aperez2")
    (one,) = dispatches(DatumKind.EMAIL, "ana@example.com", [ANA, other], mobiles=MOBILES)
    assert [account.username for account in one.accounts] == ["aperez", "aperez2"]


def test_one_document_on_two_mailboxes_gets_two_codes_and_each_opens_its_own() -> None:
    other = replace(ANA, id="2", username="aperez2", emails=("dos@example.com",))
    sent = dispatches(DatumKind.NATIONAL_ID, "52344050", [ANA, other], mobiles=MOBILES)
    assert [one.accounts for one in sent] == [(ANA,), (other,)]


def test_a_message_tells_of_every_account_that_its_code_opens() -> None:
    second = Channel(ChannelKind.EMAIL, "ana.otro@example.com")
    assert registers(ANA, second)
    other = replace(ANA, id="2", username="aperez2", emails=("ana.otro@example.com",))
    sent = dispatches(DatumKind.NATIONAL_ID, "52344050", [ANA, other], mobiles=MOBILES)
    assert [one.accounts for one in sent] == [(ANA,), (ANA, other)]


def test_a_user_name_gets_two_codes_one_for_each_way() -> None:
    mail, text = dispatches(DatumKind.USERNAME, "aperez", [ANA], mobiles=MOBILES)
    assert (mail.channel.channel.kind, text.channel.channel.kind) == ("email", "sms")


def test_never_more_codes_than_rows_of_the_outbox() -> None:
    many = [replace(ANA, id=str(n), emails=(f"a{n}@example.com",)) for n in range(9)]
    for kind, value in ((DatumKind.NATIONAL_ID, "52344050"), (DatumKind.USERNAME, "aperez")):
        assert len(dispatches(kind, value, many, mobiles=MOBILES)) == MOST_CODES


def test_which_four_channels_get_a_code_is_the_same_each_time_and_active_accounts_come_first() -> (
    None
):
    def account(name: str, *, active: bool) -> Account:
        return replace(ANA, id=name, username=name, emails=(f"{name}@example.com",), active=active)

    off = [account(name, active=False) for name in ("a", "b", "c")]
    on = [account(name, active=True) for name in ("x", "y", "z")]
    expected = [f"{name}@example.com" for name in ("x", "y", "z", "a")]
    for found in ([*off, *on], [*on, *off], [*on, *off][::-1]):
        assert addresses(DatumKind.NATIONAL_ID, "52344050", *found) == expected


def test_every_account_is_reached_once_before_any_is_reached_twice() -> None:
    twice = [
        replace(ANA, id=str(n), emails=(f"a{n}@example.com",), phones=(f"+57300555010{n}",))
        for n in range(3)
    ]
    assert addresses(DatumKind.USERNAME, "aperez", *twice) == [
        "a0@example.com",
        "a1@example.com",
        "a2@example.com",
        "+573005550100",
    ]


def test_the_message_names_the_user_only_where_the_user_name_was_asked_for() -> None:
    assert [kind for kind in DatumKind if names_user(kind)] == [
        DatumKind.NATIONAL_ID,
        DatumKind.EMAIL,
    ]


def judged(typed: str, *codes: Kept, tries: int = 0, after: timedelta = timedelta(0)) -> Judgement:
    return judge(
        codes,
        tries=tries,
        typed_at=NOW + after,
        good_for=TEN,
        matches=lambda kept: kept.digest == typed,
    )[0]


OLD = Kept(digest="old", channel="c", made_at=NOW - timedelta(minutes=4))
NEW = Kept(digest="new", channel="c", made_at=NOW)


def test_every_code_of_the_enquiry_that_is_still_good_opens() -> None:
    assert judged("old", OLD, NEW) == Judgement.GOOD
    assert judged("new", OLD, NEW) == Judgement.GOOD
    assert judged("other", OLD, NEW) == Judgement.WRONG


def test_a_code_is_good_at_ten_minutes_and_expired_a_second_later() -> None:
    assert judged("new", NEW, after=TEN) == Judgement.GOOD
    assert judged("new", NEW, after=TEN + timedelta(seconds=1)) == Judgement.EXPIRED


def test_an_expired_code_says_so_while_a_newer_one_is_good() -> None:
    assert judged("old", OLD, NEW, after=timedelta(minutes=7)) == Judgement.EXPIRED
    assert judged("wrong", OLD, NEW, after=timedelta(minutes=7)) == Judgement.WRONG


def test_once_every_code_is_too_old_any_digits_are_expired() -> None:
    assert judged("wrong", OLD, NEW, after=timedelta(minutes=11)) == Judgement.EXPIRED


def test_a_used_code_is_spent() -> None:
    assert judged("new", replace(NEW, spent_at=NOW)) == Judgement.SPENT


def test_after_five_wrong_codes_even_the_right_one_is_not_judged() -> None:
    compared = []
    judgement, used = judge(
        [NEW],
        tries=5,
        typed_at=NOW,
        good_for=TEN,
        matches=lambda kept: bool(compared.append(kept)) or True,
    )
    assert (judgement, used, compared) == (Judgement.TOO_MANY, None, [])
