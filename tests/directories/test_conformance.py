"""What every connector promises when it looks accounts up; test_changes.py has the rest."""

from collections.abc import Callable, Sequence

import pytest

from recupera.directories import MOST_FOUND, Directory
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.people import Account, DatumKind
from tests.directories.accounts import ANA, UNKNOWN, anybody, everybody, known, sharing_one_email
from tests.directories.platforms import PLATFORMS

pytestmark = pytest.mark.django_db(databases=["vault"])

Filled = Callable[[Sequence[Account]], Directory]


@pytest.fixture(params=PLATFORMS)
def filled(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Filled:
    return lambda accounts: PLATFORMS[request.param](keys, accounts).directory


@pytest.mark.parametrize("kind", DatumKind)
@pytest.mark.parametrize("others", [0, 5, 100])
def test_any_datum_finds_its_account_whole(filled: Filled, kind: DatumKind, others: int) -> None:
    directory = filled([*everybody(others), ANA])
    assert directory.find(kind, known(ANA)[kind]) == [ANA]


@pytest.mark.parametrize("kind", DatumKind)
@pytest.mark.parametrize("others", [0, 5, 100])
def test_a_datum_that_nobody_registered_finds_nothing(
    filled: Filled, kind: DatumKind, others: int
) -> None:
    assert filled(everybody(others)).find(kind, UNKNOWN[kind]) == []


def test_every_account_of_many_is_found_wherever_it_lies_in_the_index(filled: Filled) -> None:
    accounts = everybody(60)
    directory = filled(accounts)
    for account in accounts:
        assert directory.find(DatumKind.EMAIL, account.emails[0]) == [account]


def test_several_accounts_on_one_datum_are_all_found(filled: Filled) -> None:
    accounts = sharing_one_email(3)
    found = filled([*accounts, ANA]).find(DatumKind.EMAIL, "shared@example.org")
    assert sorted(one.id for one in found) == sorted(one.id for one in accounts)


def test_more_accounts_than_one_answer_lists_are_cut_at_the_most_found(filled: Filled) -> None:
    directory = filled(sharing_one_email(MOST_FOUND + 4))
    found = directory.find(DatumKind.EMAIL, "shared@example.org")
    assert len({one.id for one in found}) == MOST_FOUND


def test_every_registered_email_and_phone_finds_the_account(filled: Filled) -> None:
    account = anybody(
        1,
        emails=("one@example.com", "two@example.com"),
        phones=("+573000000001", "+576011234567"),
    )
    directory = filled([account, *everybody(3)[2:]])
    for address in account.emails:
        assert directory.find(DatumKind.EMAIL, address) == [account]
    for number in account.phones:
        assert directory.find(DatumKind.PHONE, number) == [account]


def test_a_user_name_is_found_in_its_normal_form_and_shown_as_registered(filled: Filled) -> None:
    directory = filled([anybody(1, username="APerez")])
    assert [one.username for one in directory.find(DatumKind.USERNAME, "aperez")] == ["APerez"]


@pytest.mark.parametrize("state", [True, False])
def test_inactive_accounts_are_found_like_active_ones(filled: Filled, state: bool) -> None:
    account = anybody(1, active=state)
    assert filled([account]).find(DatumKind.EMAIL, account.emails[0]) == [account]


def test_accounts_without_document_or_channel_are_found_by_their_user_name(filled: Filled) -> None:
    account = anybody(1, document_type="", document_number="", emails=(), phones=())
    assert filled([account]).find(DatumKind.USERNAME, "person1") == [account]


def test_one_kind_of_datum_never_answers_for_another(filled: Filled) -> None:
    directory = filled([anybody(1, username="20000001", document_number="777777")])
    assert directory.find(DatumKind.NATIONAL_ID, "20000001") == []
