"""Looking up costs the same rows and the same opened bodies, known or not."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from recupera.directories import MOST_FOUND, DirectoryRefused, DirectoryUnavailable
from recupera.directories.embedded import find as finding
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import Entry
from recupera.directories.embedded.sealed import DirectoryKeys, probes
from recupera.directories.embedded.write import write
from recupera.keys import ring
from recupera.people import DatumKind
from tests.directories.accounts import UNKNOWN, everybody, known, sharing_one_email

pytestmark = pytest.mark.django_db(databases=["vault"])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every body that a look-up opens."""
    bodies: list[object] = []
    real = finding.open_account

    def counting(keys: DirectoryKeys, entry: object, body: bytes) -> object:
        bodies.append(body)
        return real(keys, entry, body)  # type: ignore[arg-type]

    monkeypatch.setattr(finding, "open_account", counting)
    yield bodies


def work(
    directory: EmbeddedDirectory, kind: DatumKind, value: str, opened: list[object]
) -> tuple[int, int]:
    """Queries made and bodies opened by one look-up."""
    opened.clear()
    with CaptureQueriesContext(connections["vault"]) as queries:
        directory.find(kind, value)
    return len(queries), len(opened)


@pytest.mark.parametrize("kind", DatumKind)
def test_known_and_unknown_data_cost_one_query_and_the_same_bodies(
    keys: DirectoryKeys, opened: list[object], kind: DatumKind
) -> None:
    accounts = everybody(50)
    write(keys, accounts)
    directory = EmbeddedDirectory(keys)
    assert work(directory, kind, UNKNOWN[kind], opened) == (1, MOST_FOUND)
    for account in accounts:
        assert work(directory, kind, known(account)[kind], opened) == (1, MOST_FOUND)


@pytest.mark.parametrize("number", [1, 3, MOST_FOUND, MOST_FOUND + 5])
def test_one_account_or_many_on_a_datum_cost_what_none_costs(
    keys: DirectoryKeys, opened: list[object], number: int
) -> None:
    write(keys, [*sharing_one_email(number), *everybody(90)[40:]])
    directory = EmbeddedDirectory(keys)
    many = work(directory, DatumKind.EMAIL, "shared@example.org", opened)
    assert many == work(directory, DatumKind.EMAIL, "nobody@example.com", opened)


def test_the_end_of_the_index_is_read_around_to_its_start(
    keys: DirectoryKeys, opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(keys, everybody(50))
    directory = EmbeddedDirectory(keys)
    for digest in (b"\x00" * 32, b"\xff" * 32):
        monkeypatch.setattr(finding, "probes", lambda *_, last=digest: [last])
        assert work(directory, DatumKind.EMAIL, "nobody@example.com", opened) == (1, MOST_FOUND)


def test_during_a_change_of_keys_known_and_unknown_probe_equally(
    keys: DirectoryKeys, opened: list[object]
) -> None:
    accounts = everybody(50)
    write(keys, accounts[:25])
    keys.index[DatumKind.EMAIL].add(b"n" * 32)
    write(keys, accounts[25:])
    directory = EmbeddedDirectory(keys)
    assert len(probes(keys, DatumKind.EMAIL, "x")) == 2
    unknown = work(directory, DatumKind.EMAIL, "nobody@example.com", opened)
    assert unknown == (1, 2 * MOST_FOUND)
    for account in accounts:
        assert work(directory, DatumKind.EMAIL, account.emails[0], opened) == unknown


def test_a_lost_body_key_says_try_again_for_known_and_unknown(keys: DirectoryKeys) -> None:
    write(keys, everybody(30))
    other = DirectoryKeys(ring(keys.body.folder.parent, "no", "key"), keys.account, keys.index)
    for value in ("person1@example.com", "nobody@example.com"):
        with pytest.raises(DirectoryUnavailable):
            EmbeddedDirectory(other).find(DatumKind.EMAIL, value)


def test_a_lost_index_key_says_try_again(keys: DirectoryKeys) -> None:
    lost = ring(keys.body.folder.parent, "no", "key")
    without = DirectoryKeys(keys.body, keys.account, dict.fromkeys(DatumKind, lost))
    with pytest.raises(DirectoryUnavailable):
        EmbeddedDirectory(without).find(DatumKind.EMAIL, "person1@example.com")


def test_a_vault_that_does_not_answer_says_try_again(keys: DirectoryKeys) -> None:
    with connections["vault"].cursor() as cursor:
        cursor.execute("ALTER TABLE embedded_indexrow RENAME TO elsewhere")
    with pytest.raises(DirectoryUnavailable):
        EmbeddedDirectory(keys).find(DatumKind.EMAIL, "person1@example.com")


def test_a_body_moved_to_another_entry_is_refused(keys: DirectoryKeys) -> None:
    write(keys, everybody(2))
    first, second = Entry.objects.all()
    Entry.objects.filter(id=first.id).update(body=second.body)
    with pytest.raises(DirectoryRefused):
        EmbeddedDirectory(keys).find(DatumKind.EMAIL, "nobody@example.com")


def test_a_look_up_among_thousands_reads_a_range_and_not_the_table(keys: DirectoryKeys) -> None:
    write(keys, everybody(3_000))
    statement = finding._statement(1)
    explain = "EXPLAIN " if connections["vault"].vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connections["vault"].cursor() as cursor:
        if connections["vault"].vendor == "postgresql":
            cursor.execute("ANALYZE embedded_indexrow; ANALYZE embedded_entry")
        cursor.execute(explain + statement, ["email", b"\x80" * 32] * 2)
        plan = "\n".join(str(line[-1]) for line in cursor.fetchall())
    assert "Seq Scan" not in plan
    assert "SCAN embedded" not in plan
    assert "embedded_indexrow" in plan
