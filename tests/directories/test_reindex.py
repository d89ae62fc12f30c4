"""Keys change while people are looked up, and the old ones go when nothing needs them."""

from pathlib import Path

import pytest

from recupera.directories.embedded import reindex as reindexing
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import Entry
from recupera.directories.embedded.reindex import reindex
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.write import Written, write
from recupera.keys import KINDS, Ring, rotate
from recupera.people import Account, DatumKind
from tests.directories.accounts import everybody, known

pytestmark = pytest.mark.django_db(databases=["vault"])


def rotate_all(folder: Path) -> None:
    for kind in KINDS:
        if kind.name == "directory" or kind.name.startswith("index-"):
            rotate(folder, kind)


def all_found(keys: DirectoryKeys, accounts: list[Account]) -> bool:
    directory = EmbeddedDirectory(keys)
    return all(
        directory.find(kind, value) == [account]
        for account in accounts
        for kind, value in known(account).items()
    )


def rings(keys: DirectoryKeys) -> list[Ring]:
    return [keys.body, keys.account, *keys.index.values()]


def test_everybody_is_found_before_during_and_after_a_change_of_keys(key_folder: Path) -> None:
    accounts = everybody(30)
    write(DirectoryKeys.of(key_folder), accounts)
    rotate_all(key_folder)
    assert all_found(DirectoryKeys.of(key_folder), accounts)
    reindex(DirectoryKeys.of(key_folder))
    assert all_found(DirectoryKeys.of(key_folder), accounts)


def test_after_a_reindex_one_version_of_every_key_is_left(key_folder: Path) -> None:
    write(DirectoryKeys.of(key_folder), everybody(5))
    rotate_all(key_folder)
    newest = [ring.newest().id for ring in rings(DirectoryKeys.of(key_folder))]
    gone = reindex(DirectoryKeys.of(key_folder))
    assert len(gone) == 7
    assert [[key.id for key in ring] for ring in rings(DirectoryKeys.of(key_folder))] == [
        [key_id] for key_id in newest
    ]


def test_a_reindex_without_a_new_key_destroys_nothing(keys: DirectoryKeys) -> None:
    write(keys, everybody(5))
    assert reindex(keys) == []
    assert all_found(keys, everybody(5))


def test_an_account_changed_under_new_keys_leaves_no_trace_of_the_old(key_folder: Path) -> None:
    account, *_ = everybody(1)
    write(DirectoryKeys.of(key_folder), [account])
    rotate_all(key_folder)
    keys = DirectoryKeys.of(key_folder)
    changed = Account(**vars(account) | {"emails": ("new@example.com",)})
    assert write(keys, [changed]) == Written(changed=1)
    directory = EmbeddedDirectory(keys)
    assert directory.find(DatumKind.EMAIL, account.emails[0]) == []
    assert directory.find(DatumKind.EMAIL, "new@example.com") == [changed]
    assert Entry.objects.count() == 1


def test_a_rotation_in_the_middle_of_a_reindex_loses_nobody(
    key_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recupera.directories.embedded.reindex.BATCH", 10)
    accounts = everybody(30)
    keys = DirectoryKeys.of(key_folder)
    write(keys, accounts)
    rotate_all(key_folder)
    keys = DirectoryKeys.of(key_folder)
    batches = 0

    def rotate_after_the_first(_: int) -> None:
        nonlocal batches, keys
        batches += 1
        if batches == 1:
            for ring in rings(keys):
                ring.add(bytes([batches]) * 32)

    reindex(keys, on_batch=rotate_after_the_first)
    assert batches == 3
    assert all_found(DirectoryKeys.of(key_folder), accounts)


def test_a_reindex_that_was_broken_off_destroys_nothing_and_can_be_repeated(
    key_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "BATCH", 10)
    accounts = everybody(30)
    write(DirectoryKeys.of(key_folder), accounts)
    rotate_all(key_folder)

    def die(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(DirectoryKeys.of(key_folder), on_batch=die)
    assert all_found(DirectoryKeys.of(key_folder), accounts)
    reindex(DirectoryKeys.of(key_folder))
    assert all_found(DirectoryKeys.of(key_folder), accounts)
