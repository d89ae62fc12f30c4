"""Workers that set passwords at the same moment, and guessers that try at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections

from recupera.directories import Setting
from recupera.directories.embedded import passwords, signing_in
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import Credential, Password
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.signing_in import MOST_FAILED
from recupera.directories.embedded.write import write
from tests.directories.accounts import anybody

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)

ONE = anybody(1)
FIRST = "cinco lluvias sobre el páramo"


@pytest.fixture
def directory(keys: DirectoryKeys) -> EmbeddedDirectory:
    write(keys, [ONE])
    return EmbeddedDirectory(keys)


def at_once(times: int, action: Callable[[int], object]) -> list[object]:
    def one(number: int) -> object:
        try:
            return action(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, range(times)))


def test_one_operation_asked_for_eight_times_at_once_is_carried_out_once(
    directory: EmbeddedDirectory,
) -> None:
    done = at_once(8, lambda _: directory.set_password(ONE.id, FIRST, operation="1"))
    assert Counter(done) == {Setting.APPLIED: 1, Setting.STANDING: 7}
    assert Password.objects.count() == 1


def test_whoever_looked_just_before_another_was_done_hears_that_it_stands(
    directory: EmbeddedDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.set_password(ONE.id, FIRST, operation="1")
    looked: list[str] = []
    real = passwords._outcome

    def late(entry: UUID, operation: str) -> Setting | None:
        looked.append(operation)
        return real(entry, operation) if len(looked) > 1 else None

    monkeypatch.setattr(passwords, "_outcome", late)
    assert directory.set_password(ONE.id, FIRST, operation="1") is Setting.STANDING


def test_of_eight_operations_at_once_all_are_applied_and_one_is_in_force(
    directory: EmbeddedDirectory,
) -> None:
    done = at_once(8, lambda n: directory.set_password(ONE.id, f"{FIRST} {n}", operation=f"{n}"))
    assert set(done) == {Setting.APPLIED}
    again = at_once(8, lambda n: directory.set_password(ONE.id, f"{FIRST} {n}", operation=f"{n}"))
    assert Counter(again) == {Setting.STANDING: 1, Setting.GONE: 7}


def test_an_objection_at_the_same_moment_wins_whichever_comes_first(
    directory: EmbeddedDirectory,
) -> None:
    def act(number: int) -> object:
        if number % 2:
            return directory.void_password(ONE.id, operation="1")
        return directory.set_password(ONE.id, FIRST, operation="1")

    at_once(8, act)
    assert Credential.objects.get().current is None
    assert directory.sign_in(ONE.username, FIRST) is None


def test_of_sixty_guesses_at_once_ten_are_judged(
    directory: EmbeddedDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.set_password(ONE.id, FIRST, operation="1")
    allowed: list[bool] = []
    real = signing_in._spend_a_try

    def spend(*given: object) -> bool:
        allowed.append(real(*given))  # type: ignore[arg-type]
        return allowed[-1]

    monkeypatch.setattr(signing_in, "_spend_a_try", spend)
    at_once(60, lambda n: directory.sign_in(ONE.username, f"guess {n}"))
    assert Counter(allowed) == {True: MOST_FAILED, False: 60 - MOST_FAILED}
    assert directory.sign_in(ONE.username, FIRST) is None
