"""Whoever steals the vault without the worker's keys reads no person in it."""

from pathlib import Path

import pytest
from django.db import connections

from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import Entry
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.directories.embedded.write import write
from recupera.people import EXAMPLE_PASSWORD, Account
from tests.directories.accounts import anybody, everybody
from tests.house.processes import environment, recupera


def in_clear(account: Account) -> list[bytes]:
    """Everything of an account that must not be readable, in the forms it could leak."""
    texts = [account.username, account.name, account.document_number, account.organisation]
    texts += [*account.emails, *account.phones, *(phone[3:] for phone in account.phones)]
    found = [form for text in texts if text for form in (text.encode(), text.encode("utf-16-le"))]
    return [*found, account.id.encode()]


def readable(content: bytes, accounts: list[Account]) -> set[bytes]:
    return {text for account in accounts for text in in_clear(account) if text in content}


def test_the_files_of_a_filled_vault_hold_nobody_in_clear(tmp_path: Path) -> None:
    own = environment(tmp_path)
    for command in (("keys", "make"), ("stores", "upgrade"), ("directory", "demo")):
        done = recupera(*command, environment=own)
        assert done.returncode == 0, done.stderr
    content = b"".join(file.read_bytes() for file in tmp_path.glob("vault.sqlite3*"))
    assert len(content) > 2_000_000
    accounts = list(synthetic_accounts())[::20]
    assert len(accounts) > 100
    assert readable(content, accounts) == set()


@pytest.mark.django_db(databases=["vault"])
def test_no_column_holds_anybody_in_clear(keys: DirectoryKeys) -> None:
    accounts = everybody(100)
    write(keys, accounts)
    EmbeddedDirectory(keys).set_password(accounts[0].id, EXAMPLE_PASSWORD, operation="1")
    content = b""
    with connections["vault"].cursor() as cursor:
        for table in (
            "embedded_entry",
            "embedded_indexrow",
            "embedded_password",
            "embedded_credential",
        ):
            cursor.execute(f"SELECT * FROM {table}")
            content += b"".join(
                value if isinstance(value, bytes) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            )
    assert b"national_id" in content
    assert readable(content, accounts) == set()
    assert b"argon2" not in content


def test_the_search_would_see_a_person_in_clear() -> None:
    account = anybody(7)
    assert readable(f"…{account.emails[0]}…".encode(), [account])


@pytest.mark.django_db(databases=["vault"])
def test_every_body_has_one_size_however_much_it_says(keys: DirectoryKeys) -> None:
    little = anybody(1, name="", organisation="", emails=(), phones=())
    much = anybody(2, name="ñ" * 200, emails=tuple(f"m{n}@example.com" for n in range(6)))
    write(keys, [little, much])
    assert len({len(entry.body) for entry in Entry.objects.all()}) == 1


@pytest.mark.django_db(databases=["vault"])
def test_two_accounts_with_the_same_name_do_not_look_alike(keys: DirectoryKeys) -> None:
    write(keys, [anybody(1), anybody(1, id="other")])
    one, other = Entry.objects.all()
    assert bytes(one.body) != bytes(other.body)
    assert bytes(one.external) != bytes(other.external)
