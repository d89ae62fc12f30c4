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
    opened_by,
)
from recupera.people import Account, DatumKind

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
) -> list[list[str]]:
    sent = dispatches(kind, value, accounts, mobiles=mobiles, by_sms=by_sms)
    return [[to.channel.address for to in one.channels] for one in sent]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (DatumKind.EMAIL, "ana.otro@example.com", [["ana.otro@example.com"]]),
        (DatumKind.PHONE, "+573005550101", [["+573005550101"]]),
        (DatumKind.PHONE, "+576015550101", [["ana@example.com"]]),
        (DatumKind.NATIONAL_ID, "52344050", [["ana@example.com"]]),
        (DatumKind.USERNAME, "aperez", [["ana@example.com", "+573005550101"]]),
    ],
)
def test_the_code_goes_where_the_table_says(
    kind: DatumKind, value: str, expected: list[list[str]]
) -> None:
    assert addresses(kind, value, ANA) == expected


def test_without_a_gateway_nothing_is_sent_by_text_message() -> None:
    for kind, value in (
        (DatumKind.PHONE, "+573005550101"),
        (DatumKind.USERNAME, "aperez"),
        (DatumKind.NATIONAL_ID, "52344050"),
    ):
        assert addresses(kind, value, ANA, mobiles=()) == [["ana@example.com"]]


def test_a_document_by_text_message_reaches_each_accounts_first_mobile_and_no_mailbox() -> None:
    other = replace(ANA, id="2", username="aperez2", phones=("+573105550202",))
    landline = replace(ANA, id="3", username="aperez3", phones=("+576015550101",))
    assert addresses(DatumKind.NATIONAL_ID, "52344050", ANA, other, landline, by_sms=True) == [
        ["+573005550101"],
        ["+573105550202"],
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
        ["+593991234567"]
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
    kept = Kept(digest="d", channel="dos@example.com", made_at=NOW)
    assert opened_by(kept, [ANA, other], str) == (other,)


def test_never_more_codes_than_rows_of_the_outbox() -> None:
    many = [replace(ANA, id=str(n), emails=(f"a{n}@example.com",)) for n in range(9)]
    assert len(dispatches(DatumKind.NATIONAL_ID, "52344050", many, mobiles=MOBILES)) == MOST_CODES


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
    assert judged("new", replace(NEW, spent=True)) == Judgement.SPENT


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
