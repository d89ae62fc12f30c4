"""How the embedded directory keeps passwords: sealed, in order, and alike for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections
from django.test.utils import CaptureQueriesContext

from recupera import options
from recupera.directories import DirectoryRefused, DirectoryUnavailable, Refusal, Setting
from recupera.directories.embedded import signing_in
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import Credential, Entry, Password
from recupera.directories.embedded.passwords import REMEMBERED
from recupera.directories.embedded.reindex import reindex
from recupera.directories.embedded.sealed import HASH, DirectoryKeys, open_hash
from recupera.directories.embedded.signing_in import LOCKED_FOR, MOST_FAILED
from recupera.directories.embedded.write import drop, write
from tests.directories.accounts import anybody, everybody

pytestmark = pytest.mark.django_db(databases=["vault"])

ONE, OTHER, BARE, *_ = everybody(40)
FIRST = "cinco lluvias sobre el páramo"
SECOND = "otras lluvias sobre el mar"
THIRD = "ninguna lluvia en el desierto"


@pytest.fixture
def directory(keys: DirectoryKeys) -> EmbeddedDirectory:
    write(keys, everybody(40))
    return EmbeddedDirectory(keys)


def sets(directory: EmbeddedDirectory, password: str, operation: str) -> Setting | Refusal:
    try:
        return directory.set_password(ONE.id, password, operation=operation)
    except DirectoryRefused as refused:
        return refused.reason


@pytest.mark.parametrize("history", [0, 1, 2])
def test_as_many_passwords_as_the_option_says_may_not_come_again(
    directory: EmbeddedDirectory, monkeypatch: pytest.MonkeyPatch, history: int
) -> None:
    monkeypatch.setenv("RECUPERA_PASSWORD_HISTORY", str(history))
    options.forget()
    try:
        for number, password in enumerate((THIRD, SECOND, FIRST)):
            moment = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=number)
            with time_machine.travel(moment, tick=False):
                assert sets(directory, password, f"{number}") == Setting.APPLIED
        tries = enumerate((FIRST, SECOND)[:history])
        refused = [sets(directory, one, f"new {number}") for number, one in tries]
        assert refused == [Refusal.HISTORY] * history
        assert sets(directory, THIRD, "again") == Setting.APPLIED
    finally:
        monkeypatch.undo()
        options.forget()


def test_a_password_that_was_objected_to_does_not_come_again_either(
    directory: EmbeddedDirectory,
) -> None:
    sets(directory, FIRST, "1")
    directory.void_password(ONE.id, operation="1")
    assert sets(directory, FIRST, "2") == Refusal.HISTORY


def test_old_passwords_are_forgotten_when_their_operation_can_no_longer_come(
    directory: EmbeddedDirectory,
) -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        sets(directory, FIRST, "1")
    with time_machine.travel(start + REMEMBERED, tick=False):
        sets(directory, SECOND, "2")
        assert sets(directory, FIRST, "1") == Setting.GONE
    with time_machine.travel(start + REMEMBERED * 2, tick=False):
        sets(directory, THIRD, "3")
    assert {one.operation for one in Password.objects.all()} == {"2", "3"}


@pytest.mark.parametrize("operation", ["", "x" * 65, "ñ"])
def test_an_operation_id_that_cannot_be_kept_is_the_callers_mistake(
    directory: EmbeddedDirectory, operation: str
) -> None:
    with pytest.raises(ValueError, match="operation"):
        directory.set_password(ONE.id, FIRST, operation=operation)


def test_the_password_is_judged_in_its_one_form(directory: EmbeddedDirectory) -> None:
    sets(directory, "cinco lluvias sobre el pa\u0301ramo", "1")
    assert directory.sign_in(ONE.username, FIRST)


def test_nothing_in_the_tables_shows_the_hash_and_every_one_has_one_size(
    directory: EmbeddedDirectory, keys: DirectoryKeys
) -> None:
    sets(directory, FIRST, "1")
    directory.set_password(OTHER.id, FIRST, operation="1")
    bodies = [bytes(one.body or b"") for one in Password.objects.all()]
    assert len({len(body) for body in bodies}) == 1
    assert len(bodies[0]) >= HASH
    assert not any(b"argon2" in body for body in bodies)
    assert bodies[0] != bodies[1]
    for one in Password.objects.all():
        assert open_hash(keys, one.entry, bytes(one.body or b"")).startswith("argon2$argon2id$")


def test_a_hash_that_is_moved_to_another_account_opens_nothing(
    directory: EmbeddedDirectory,
) -> None:
    sets(directory, FIRST, "1")
    directory.set_password(OTHER.id, SECOND, operation="1")
    mine = Password.objects.get(entry=_entry(directory, ONE.id))
    Password.objects.filter(entry=_entry(directory, OTHER.id)).update(body=mine.body)
    with pytest.raises(DirectoryRefused):
        directory.sign_in(OTHER.username, FIRST)


def _entry(directory: EmbeddedDirectory, account_id: str) -> object:
    return directory._found(account_id)


def test_passwords_outlive_a_change_of_keys_and_of_the_account(
    directory: EmbeddedDirectory, keys: DirectoryKeys
) -> None:
    sets(directory, FIRST, "1")
    for ring in (keys.body, keys.account, *keys.index.values()):
        ring.add(b"n" * 32)
    assert reindex(keys)
    assert len(list(keys.body)) == 1
    assert directory.sign_in(ONE.username, FIRST)
    write(keys, [anybody(0, name="Con otro nombre")])
    assert directory.sign_in(ONE.username, FIRST)


def test_with_an_account_its_passwords_go(directory: EmbeddedDirectory) -> None:
    sets(directory, FIRST, "1")
    drop(list(Entry.objects.values_list("id", flat=True)))
    assert not Password.objects.exists()
    assert not Credential.objects.exists()


def test_a_lost_key_says_try_again(directory: EmbeddedDirectory, keys: DirectoryKeys) -> None:
    sets(directory, FIRST, "1")
    keys.body.add(b"n" * 32)
    for key in list(keys.body)[1:]:
        (keys.body.folder / f"{key.id}.key").unlink()
    keys.body._keys.clear()
    with pytest.raises(DirectoryUnavailable):
        sets(directory, SECOND, "2")


def statements(directory: EmbeddedDirectory, username: str) -> list[str]:
    with CaptureQueriesContext(connections["vault"]) as made:
        assert directory.sign_in(username, "nobody's password") is None
    return [query["sql"].split(" WHERE ")[0].split(" = 0x")[0][:60] for query in made]


def test_a_wrong_password_makes_the_same_statements_and_one_argon2id_for_everybody(
    directory: EmbeddedDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets(directory, FIRST, "1")
    compared: list[str] = []
    real = signing_in.matches

    def counting(password: str, hashed: str) -> bool:
        compared.append(hashed[:40])
        return real(password, hashed)

    monkeypatch.setattr(signing_in, "matches", counting)
    with_password = statements(directory, ONE.username)
    assert len(with_password) == 4
    assert statements(directory, BARE.username) == with_password
    assert statements(directory, "nobody") == with_password
    for _ in range(MOST_FAILED):
        assert statements(directory, ONE.username) == with_password
    assert len(compared) == 3 + MOST_FAILED
    assert set(compared) == {"argon2$argon2id$v=19$m=19456,t=2,p=1$" + one[37:] for one in compared}


def test_a_lock_lasts_its_time_and_a_success_forgets_the_failures(
    directory: EmbeddedDirectory,
) -> None:
    sets(directory, FIRST, "1")
    start = datetime(2026, 11, 22, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _ in range(MOST_FAILED - 1):
            assert not directory.sign_in(ONE.username, "nobody's password")
        assert directory.sign_in(ONE.username, FIRST), "the last try before the lock is judged"
        for _ in range(MOST_FAILED):
            assert not directory.sign_in(ONE.username, "nobody's password")
        assert not directory.sign_in(ONE.username, FIRST)
        clock.move_to(start + LOCKED_FOR - timedelta(seconds=1))
        assert not directory.sign_in(ONE.username, FIRST)
        clock.move_to(start + LOCKED_FOR)
        assert not directory.sign_in(ONE.username, "nobody's password")
        assert directory.sign_in(ONE.username, FIRST)


def test_an_account_without_a_password_is_signed_in_to_by_nothing(
    directory: EmbeddedDirectory,
) -> None:
    directory.end_sessions(BARE.id)
    for password in ("", "None", FIRST):
        assert directory.sign_in(BARE.username, password) is None
