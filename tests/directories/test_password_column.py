"""The password column of an import: hashes only, and never over a password that was set here."""

from pathlib import Path

import pytest

from recupera.directories.embedded.csv_file import layout
from recupera.directories.embedded.demo import load_demo
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.load import Loading, Outcome
from recupera.directories.embedded.models import Credential, Password
from recupera.directories.embedded.prepare import Problem
from recupera.directories.embedded.sealed import DirectoryKeys, open_hash
from recupera.passwords import check
from recupera.people import EXAMPLE_PASSWORD, EXAMPLES
from tests.directories.files import HEADER, csv_file, row

pytestmark = pytest.mark.django_db(databases=["vault"])

# Both are of "Hello world!" and "U*U".
CRYPT = (
    "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZe"
    "HBy/YTBmSK6H9qs/y3RnOaw5v."
)
BCRYPT = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
OWN = "cinco lluvias sobre el páramo"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "accounts.csv"


def load(keys: DirectoryKeys, path: Path, *cells: str, **more: object) -> Outcome:
    """Imports account 0, 1 … with these password cells."""
    content = [row(number, password=cell) for number, cell in enumerate(cells)]
    file = csv_file(path, content, header=[*HEADER, "password"])
    return Loading(keys, layout(file, mapping={}), **more).run()  # type: ignore[arg-type]


def signs_in(keys: DirectoryKeys, password: str, number: int = 0) -> bool:
    return EmbeddedDirectory(keys).sign_in(f"person{number}", password) is not None


def test_a_person_signs_in_with_the_password_whose_hash_was_imported(
    keys: DirectoryKeys, path: Path
) -> None:
    assert load(keys, path, CRYPT, BCRYPT, "") == Outcome(rows=3, new=3, passwords=2)
    assert signs_in(keys, "Hello world!")
    assert signs_in(keys, "U*U", 1)
    assert not signs_in(keys, "", 2)
    assert not signs_in(keys, "U*U", 2)


def test_an_imported_hash_becomes_argon2id_when_its_person_signs_in(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, path, CRYPT)
    for _ in range(2):
        assert signs_in(keys, "Hello world!")
    (password,) = Password.objects.all()
    hashed = open_hash(keys, password.entry, bytes(password.body or b""))
    assert hashed.startswith("argon2$argon2id$")


def test_the_same_file_again_changes_no_password_and_a_new_hash_does(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, path, CRYPT, BCRYPT)
    assert load(keys, path, CRYPT, BCRYPT) == Outcome(rows=2, unchanged=2)
    assert load(keys, path, BCRYPT, "") == Outcome(rows=2, unchanged=2, passwords=1)
    assert signs_in(keys, "U*U", 0)
    assert not signs_in(keys, "Hello world!", 0)
    assert signs_in(keys, "U*U", 1), "an empty cell leaves what is there"
    assert Password.objects.count() == 2


def test_a_password_set_here_is_newer_than_any_file(keys: DirectoryKeys, path: Path) -> None:
    load(keys, path, CRYPT)
    EmbeddedDirectory(keys).set_password("account-0", OWN, operation="1")
    assert load(keys, path, BCRYPT).passwords == 0
    assert signs_in(keys, OWN)


def test_an_import_does_not_bring_back_what_was_objected_to(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, path, CRYPT)
    directory = EmbeddedDirectory(keys)
    directory.set_password("account-0", OWN, operation="1")
    assert directory.void_password("account-0", operation="1")
    assert load(keys, path, CRYPT, BCRYPT).passwords == 1
    assert not signs_in(keys, "Hello world!")


def test_an_account_that_was_signed_out_before_it_had_a_password_can_get_one(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, path, "")
    EmbeddedDirectory(keys).end_sessions("account-0")
    assert load(keys, path, CRYPT).passwords == 1
    assert signs_in(keys, "Hello world!")
    assert Credential.objects.get().sessions == 1


def test_a_dry_run_counts_and_writes_nothing(keys: DirectoryKeys, path: Path) -> None:
    assert load(keys, path, CRYPT, "", dry=True).passwords == 1
    load(keys, path, CRYPT, "")
    assert load(keys, path, CRYPT, BCRYPT, dry=True).passwords == 1
    assert Password.objects.count() == 1


def test_a_cell_that_is_no_hash_refuses_the_row_without_repeating_it(
    keys: DirectoryKeys, path: Path
) -> None:
    told: list[Problem] = []
    outcome = load(keys, path, "contraseña1985", CRYPT, tell=told.append)
    assert outcome == Outcome(rows=2, new=1, passwords=1, refused=1)
    assert [(one.line, one.refused, one.column) for one in told] == [(2, True, "password")]
    assert "1985" not in told[0].reason
    assert Credential.objects.count() == 1


def test_an_entry_that_is_too_large_gets_no_password_either(
    keys: DirectoryKeys, path: Path
) -> None:
    many = ";".join(f"address{number}@example.com" for number in range(60))
    content = [row(0, password=CRYPT, emails=many)]
    file = csv_file(path, content, header=[*HEADER, "password"])
    assert Loading(keys, layout(file, mapping={})).run() == Outcome(rows=1, refused=1)
    assert not Password.objects.exists()


def test_everybody_in_the_demo_signs_in_with_the_one_password_that_is_documented(
    keys: DirectoryKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = [account for example in EXAMPLES for account in example.registered]
    monkeypatch.setattr(
        "recupera.directories.embedded.demo.synthetic_accounts", lambda: iter(accounts)
    )
    for _ in range(2):
        load_demo(keys)
    directory = EmbeddedDirectory(keys)
    for account in accounts:
        assert bool(directory.sign_in(account.username, EXAMPLE_PASSWORD)) == account.active
    assert check(EXAMPLE_PASSWORD) == []
