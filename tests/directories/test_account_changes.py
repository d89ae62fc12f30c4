"""What connectors promise when they change an account itself: its e-mail, and that it lives."""

from dataclasses import replace

import pytest

from recupera.directories import Capability, Directory, DirectoryRefused, Refusal
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.people import Account, DatumKind
from tests.directories.accounts import anybody, everybody
from tests.directories.platforms import PLATFORMS, Platform, that_can

pytestmark = pytest.mark.django_db(databases=["vault"])

ONE, OTHER, *_ = everybody(3)
OLD, NEW = ONE.emails[0], "new@example.org"
PASSWORD = "cinco lluvias sobre el páramo"


@pytest.fixture(params=that_can(Capability.CHANGE_EMAIL))
def changing(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Platform:
    return PLATFORMS[request.param](keys, everybody(3))


@pytest.fixture(params=that_can(Capability.DEACTIVATE, Capability.SET_PASSWORD))
def ending(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Platform:
    return PLATFORMS[request.param](keys, everybody(3))


def found(directory: Directory, email: str) -> list[Account]:
    return directory.find(DatumKind.EMAIL, email)


def test_a_new_email_finds_the_account_and_the_old_one_finds_nobody(changing: Platform) -> None:
    directory = changing.directory
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    changed = replace(ONE, emails=(NEW,))
    assert (found(directory, NEW), found(directory, OLD)) == ([changed], [])
    assert directory.find(DatumKind.USERNAME, ONE.username) == [changed]
    assert found(directory, OTHER.emails[0]) == [OTHER]


def test_an_operation_is_carried_out_once_however_late_it_comes_again(changing: Platform) -> None:
    directory = changing.directory
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    directory.change_email(ONE.id, NEW, OLD, operation="b")
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    assert found(directory, OLD) == [ONE]


def test_an_email_that_is_not_registered_any_more_is_not_replaced(changing: Platform) -> None:
    with pytest.raises(DirectoryRefused) as refused:
        changing.directory.change_email(ONE.id, "other@example.com", NEW, operation="a")
    assert refused.value.reason == Refusal.CHANGED
    assert found(changing.directory, OLD) == [ONE]


def test_what_was_refused_may_be_asked_for_again(changing: Platform) -> None:
    directory = changing.directory
    with pytest.raises(DirectoryRefused):
        directory.change_email(ONE.id, "other@example.com", NEW, operation="a")
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    assert found(directory, NEW)


def test_of_several_emails_the_one_that_is_meant_goes_and_the_order_stays(
    keys: DirectoryKeys,
) -> None:
    for name in that_can(Capability.CHANGE_EMAIL):
        account = anybody(7, emails=("a@example.com", "b@example.com", NEW))
        directory = PLATFORMS[name](keys, [account]).directory
        directory.change_email(account.id, "a@example.com", NEW, operation="a")
        assert found(directory, NEW)[0].emails == (NEW, "b@example.com")


def test_an_account_without_email_gets_its_first(keys: DirectoryKeys) -> None:
    for name in that_can(Capability.CHANGE_EMAIL):
        account = anybody(7, emails=())
        directory = PLATFORMS[name](keys, [account]).directory
        directory.change_email(account.id, "", NEW, operation="a")
        assert found(directory, NEW)[0].emails == (NEW,)


def test_an_operation_that_was_cancelled_never_begins(changing: Platform) -> None:
    directory = changing.directory
    assert directory.cancel(ONE.id, operation="a") is False
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    assert found(directory, OLD) == [ONE]
    assert directory.cancel(ONE.id, operation="a") is False


def test_what_was_carried_out_is_told_to_stand_when_it_is_cancelled(changing: Platform) -> None:
    directory = changing.directory
    directory.change_email(ONE.id, OLD, NEW, operation="a")
    assert directory.cancel(ONE.id, operation="a") is True
    assert found(directory, NEW)


@pytest.mark.parametrize("change", ["change_email", "deactivate"])
def test_whoever_is_signed_in_is_not_any_more(ending: Platform, change: str) -> None:
    directory = ending.directory
    directory.set_password(ONE.id, PASSWORD, operation="p")
    assert ending.signs_in(ONE, PASSWORD)
    if change == "deactivate":
        directory.deactivate(ONE.id, operation="a")
    elif Capability.CHANGE_EMAIL in directory.capabilities:
        directory.change_email(ONE.id, OLD, NEW, operation="a")
    assert not ending.has_a_session(ONE)


def test_a_deactivated_account_lets_nobody_in_until_it_is_reactivated(ending: Platform) -> None:
    directory = ending.directory
    directory.set_password(ONE.id, PASSWORD, operation="p")
    directory.deactivate(ONE.id, operation="a")
    assert not ending.signs_in(ONE, PASSWORD)
    assert found(directory, OLD) == [replace(ONE, active=False)]
    directory.reactivate(ONE.id, operation="b")
    directory.deactivate(ONE.id, operation="a")
    assert ending.signs_in(ONE, PASSWORD)
