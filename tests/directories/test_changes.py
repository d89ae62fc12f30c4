"""What every connector promises when it changes an account, and that it offers what it says."""

from collections.abc import Callable

import pytest

from recupera.directories import (
    Capability,
    Directory,
    DirectoryRefused,
    DirectoryUnavailable,
    Refusal,
    Setting,
)
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.people import Account
from tests.directories.accounts import anybody, everybody
from tests.directories.platforms import PLATFORMS, Platform, that_can

pytestmark = pytest.mark.django_db(databases=["vault"])

ONE, OTHER, *_ = everybody(3)
FIRST = "cinco lluvias sobre el páramo"
SECOND = "otras lluvias sobre el mar"
THIRD = "ninguna lluvia en el desierto"

Act = Callable[[Directory, str], object]
ACTS: dict[str, tuple[Capability, Act]] = {
    "set_password": (
        Capability.SET_PASSWORD,
        lambda directory, account: directory.set_password(account, FIRST, operation="act"),
    ),
    "void_password": (
        Capability.SET_PASSWORD,
        lambda directory, account: directory.void_password(account, operation="act"),
    ),
    "has_set": (
        Capability.SET_PASSWORD,
        lambda directory, account: directory.has_set(account, operation="act"),
    ),
    "unlock": (Capability.UNLOCK, lambda directory, account: directory.unlock(account)),
    "end_sessions": (
        Capability.END_SESSIONS,
        lambda directory, account: directory.end_sessions(account),
    ),
    "change_email": (
        Capability.CHANGE_EMAIL,
        lambda directory, account: directory.change_email(
            account, ONE.emails[0], "new@example.com", operation="act"
        ),
    ),
    "deactivate": (
        Capability.DEACTIVATE,
        lambda directory, account: directory.deactivate(account, operation="act"),
    ),
    "reactivate": (
        Capability.DEACTIVATE,
        lambda directory, account: directory.reactivate(account, operation="act"),
    ),
    "cancel": (
        Capability.CHANGE_EMAIL,
        lambda directory, account: directory.cancel(account, operation="act"),
    ),
}


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Platform:
    return PLATFORMS[request.param](keys, everybody(3))


@pytest.fixture(params=that_can(Capability.SET_PASSWORD))
def setting(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Platform:
    return PLATFORMS[request.param](keys, everybody(3))


UNLOCKING = that_can(Capability.SET_PASSWORD, Capability.UNLOCK)
ENDING_SESSIONS = that_can(Capability.SET_PASSWORD, Capability.END_SESSIONS)
OFFERED = [
    (platform, act) for act, (capability, _) in ACTS.items() for platform in that_can(capability)
]


def refusal(act: Act, directory: Directory, account: str) -> Refusal | None:
    try:
        act(directory, account)
    except DirectoryRefused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize("name", ACTS)
def test_what_is_declared_works_and_what_is_not_is_refused_as_not_offered(
    platform: Platform, name: str
) -> None:
    capability, act = ACTS[name]
    offered = capability in platform.directory.capabilities
    expected = None if offered else Refusal.NOT_OFFERED
    assert refusal(act, platform.directory, ONE.id) == expected


@pytest.mark.parametrize(("platform", "name"), OFFERED, indirect=["platform"])
def test_no_act_on_an_account_that_is_not_there(platform: Platform, name: str) -> None:
    _, act = ACTS[name]
    assert refusal(act, platform.directory, "nobody's id") == Refusal.UNKNOWN_ACCOUNT


@pytest.mark.parametrize(("platform", "name"), OFFERED, indirect=["platform"])
def test_a_platform_that_does_not_answer_says_try_again(platform: Platform, name: str) -> None:
    _, act = ACTS[name]
    platform.disappear()
    with pytest.raises(DirectoryUnavailable):
        act(platform.directory, ONE.id)


def test_a_new_password_opens_its_account_and_no_other_and_the_old_one_is_gone(
    setting: Platform,
) -> None:
    assert not setting.signs_in(ONE, FIRST)
    assert setting.directory.set_password(ONE.id, FIRST, operation="1") == Setting.APPLIED
    assert setting.signs_in(ONE, FIRST)
    assert not setting.signs_in(OTHER, FIRST)
    assert setting.directory.set_password(ONE.id, SECOND, operation="2") == Setting.APPLIED
    assert setting.signs_in(ONE, SECOND)
    assert not setting.signs_in(ONE, FIRST)


@pytest.mark.parametrize("password", ["ñandú 🦤 en la laguna", "x" * 64, " espacios a los lados  "])
def test_a_password_is_taken_whole_whatever_it_is_made_of(setting: Platform, password: str) -> None:
    setting.directory.set_password(ONE.id, password, operation="1")
    assert setting.signs_in(ONE, password)
    assert not setting.signs_in(ONE, password[:-1])
    assert not setting.signs_in(ONE, password.upper())


def test_one_operation_asked_for_twice_is_carried_out_once(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    assert setting.directory.set_password(ONE.id, FIRST, operation="1") == Setting.STANDING
    assert setting.signs_in(ONE, FIRST)


def test_an_operation_that_comes_again_late_does_not_bring_an_older_password_back(
    setting: Platform,
) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.directory.set_password(ONE.id, SECOND, operation="2")
    assert setting.directory.set_password(ONE.id, FIRST, operation="1") == Setting.GONE
    assert setting.signs_in(ONE, SECOND)
    assert not setting.signs_in(ONE, FIRST)


def test_the_same_operation_of_two_accounts_are_two(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    assert setting.directory.set_password(OTHER.id, SECOND, operation="1") == Setting.APPLIED
    assert setting.signs_in(OTHER, SECOND)


def test_a_void_password_opens_nothing_and_neither_does_the_one_before(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.directory.set_password(ONE.id, SECOND, operation="2")
    assert setting.directory.void_password(ONE.id, operation="2")
    assert not setting.signs_in(ONE, SECOND)
    assert not setting.signs_in(ONE, FIRST)
    assert setting.directory.void_password(ONE.id, operation="2"), "asked for again, as true"
    assert setting.directory.set_password(ONE.id, SECOND, operation="2") == Setting.GONE
    assert not setting.signs_in(ONE, SECOND)


def test_only_the_operation_whose_password_is_in_force_has_set_it(setting: Platform) -> None:
    def says(operation: str, account: Account = ONE) -> bool:
        return setting.directory.has_set(account.id, operation=operation)

    assert not says("1")
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    assert says("1")
    assert not says("1", OTHER)
    setting.directory.set_password(ONE.id, SECOND, operation="2")
    assert (says("1"), says("2")) == (False, True)
    setting.directory.void_password(ONE.id, operation="2")
    assert (says("1"), says("2")) == (False, False)


def test_an_objection_to_a_password_that_was_replaced_leaves_the_new_one(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.directory.set_password(ONE.id, SECOND, operation="2")
    assert not setting.directory.void_password(ONE.id, operation="1")
    assert setting.signs_in(ONE, SECOND)


def test_an_objection_that_comes_before_its_password_keeps_it_out(setting: Platform) -> None:
    assert setting.directory.void_password(ONE.id, operation="1")
    assert setting.directory.set_password(ONE.id, FIRST, operation="1") == Setting.GONE
    assert not setting.signs_in(ONE, FIRST)


def test_after_an_objection_another_password_can_be_set(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.directory.void_password(ONE.id, operation="1")
    assert setting.directory.set_password(ONE.id, THIRD, operation="2") == Setting.APPLIED
    assert setting.signs_in(ONE, THIRD)


@pytest.mark.parametrize("setting", UNLOCKING, indirect=True)
def test_a_locked_account_opens_again_when_it_is_unlocked(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.directory.set_password(OTHER.id, SECOND, operation="1")
    setting.lock(ONE)
    assert not setting.signs_in(ONE, FIRST)
    assert setting.signs_in(OTHER, SECOND)
    setting.directory.unlock(ONE.id)
    assert setting.signs_in(ONE, FIRST)


@pytest.mark.parametrize("setting", UNLOCKING, indirect=True)
def test_setting_a_password_does_not_unlock_by_itself(setting: Platform) -> None:
    setting.directory.set_password(ONE.id, FIRST, operation="1")
    setting.lock(ONE)
    setting.directory.set_password(ONE.id, SECOND, operation="2")
    assert not setting.signs_in(ONE, SECOND)


@pytest.mark.parametrize("setting", ENDING_SESSIONS, indirect=True)
def test_ending_sessions_ends_those_of_this_account_and_new_ones_can_begin(
    setting: Platform,
) -> None:
    for account in (ONE, OTHER):
        setting.directory.set_password(account.id, FIRST, operation="1")
        assert setting.signs_in(account, FIRST)
    setting.directory.end_sessions(ONE.id)
    assert not setting.has_a_session(ONE)
    assert setting.has_a_session(OTHER)
    assert setting.signs_in(ONE, FIRST)
    assert setting.has_a_session(ONE)


@pytest.mark.parametrize("name", that_can(Capability.SET_PASSWORD))
def test_an_account_that_nobody_may_use_stays_shut_with_a_new_password(
    keys: DirectoryKeys, name: str
) -> None:
    inactive = anybody(9, active=False)
    platform = PLATFORMS[name](keys, [inactive])
    platform.directory.set_password(inactive.id, FIRST, operation="1")
    assert not platform.signs_in(inactive, FIRST)
