"""Imports add, change and drop what they should, and write nothing when they must stop."""

import tracemalloc
from pathlib import Path

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from recupera.directories.embedded.csv_file import BadFile, layout
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.load import Loading, Outcome, TooManyDropped
from recupera.directories.embedded.models import Entry, Import, IndexRow
from recupera.directories.embedded.prepare import Problem
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.people import DatumKind
from tests.directories.files import csv_file, row, rows

pytestmark = pytest.mark.django_db(databases=["vault"])


def load(keys: DirectoryKeys, path: Path, **more: object) -> Outcome:
    return Loading(keys, layout(path, mapping={}), **more).run()  # type: ignore[arg-type]


def stored() -> set[tuple[object, bytes]]:
    return {(entry.id, bytes(entry.body)) for entry in Entry.objects.all()}


def find(keys: DirectoryKeys, address: str) -> list[str]:
    return [one.id for one in EmbeddedDirectory(keys).find(DatumKind.EMAIL, address)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "accounts.csv"


def test_a_first_import_makes_every_row_an_account(keys: DirectoryKeys, path: Path) -> None:
    assert load(keys, csv_file(path, rows(40))) == Outcome(rows=40, new=40)
    assert find(keys, "person7@example.com") == ["account-7"]


def test_the_same_file_again_writes_nothing(keys: DirectoryKeys, path: Path) -> None:
    load(keys, csv_file(path, rows(40)))
    before = stored()
    assert load(keys, path) == Outcome(rows=40, unchanged=40)
    assert stored() == before


def test_only_the_changed_row_is_written_and_its_old_data_find_nothing(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, csv_file(path, rows(40)))
    before = stored()
    csv_file(path, [row(7, emails="new@example.com"), *rows(3)])
    assert load(keys, path) == Outcome(rows=4, changed=1, unchanged=3)
    assert len(before & stored()) == 39
    assert find(keys, "person7@example.com") == []
    assert find(keys, "new@example.com") == ["account-7"]
    assert IndexRow.objects.count() == 40 * 4


def test_a_delta_leaves_what_is_not_in_the_file(keys: DirectoryKeys, path: Path) -> None:
    load(keys, csv_file(path, rows(40)))
    assert load(keys, csv_file(path, [row(99)])) == Outcome(rows=1, new=1)
    assert Entry.objects.count() == 41


def test_a_full_import_drops_what_is_not_in_the_file(keys: DirectoryKeys, path: Path) -> None:
    load(keys, csv_file(path, rows(40)))
    outcome = load(keys, csv_file(path, rows(39)), full=True)
    assert outcome == Outcome(rows=39, unchanged=39, dropped=1)
    assert find(keys, "person39@example.com") == []
    assert IndexRow.objects.count() == 39 * 4


@pytest.mark.parametrize(("kept", "asked"), [(95, False), (94, True)])
def test_a_full_import_asks_above_a_drop_of_five_in_a_hundred(
    keys: DirectoryKeys, path: Path, kept: int, asked: bool
) -> None:
    load(keys, csv_file(path, rows(100)))
    questions: list[tuple[int, int]] = []

    def agree(dropped: int, of: int) -> bool:
        questions.append((dropped, of))
        return True

    load(keys, csv_file(path, rows(kept)), full=True, agree=agree)
    assert questions == ([(100 - kept, 100)] if asked else [])
    assert Entry.objects.count() == kept


def test_a_full_import_that_nobody_agreed_to_changes_nothing(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, csv_file(path, rows(40)))
    before = stored()
    with pytest.raises(TooManyDropped, match="30 of 40"):
        load(keys, csv_file(path, [*rows(10), row(77)]), full=True)
    assert stored() == before
    assert Import.objects.count() == 1


def test_a_row_refused_in_a_full_import_keeps_the_account_it_was(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, csv_file(path, rows(10)))
    csv_file(path, [*rows(9), row(9, state="?")])
    assert load(keys, path, full=True) == Outcome(rows=10, unchanged=9, refused=1)
    assert find(keys, "person9@example.com") == ["account-9"]


def test_a_full_import_after_a_change_of_keys_still_knows_who_is_in_the_file(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, csv_file(path, rows(10)))
    keys.account.add(b"n" * 32)
    assert load(keys, path, full=True) == Outcome(rows=10, unchanged=10)


def test_a_dry_run_tells_the_same_and_writes_nothing(keys: DirectoryKeys, path: Path) -> None:
    load(keys, csv_file(path, rows(10)))
    before = stored()
    csv_file(path, [*rows(4), row(5, name="Other"), row(11), row(12, emails="bad")])
    with CaptureQueriesContext(connections["vault"]) as queries:
        dry = load(keys, path, full=True, dry=True)
    assert dry == Outcome(rows=7, new=1, changed=1, unchanged=4, dropped=5, refused=1)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert stored() == before
    assert load(keys, path, full=True, agree=lambda *_: True) == dry


def test_every_problem_is_told_with_its_line_and_column(keys: DirectoryKeys, path: Path) -> None:
    content = [row(1), row(2, username=""), row(3, phones="3456789;3001112233")]
    csv_file(path, content).write_bytes(path.read_bytes() + b"a,b\r\n")
    told: list[Problem] = []
    outcome = load(keys, path, tell=told.append)
    assert outcome == Outcome(rows=4, new=2, refused=2, warnings=1)
    assert told == [
        Problem(3, True, "username", "is empty"),
        Problem(4, False, "phones", "has seven digits; all ten are needed"),
        Problem(5, True, "row", "does not have 10 fields"),
    ]


def test_an_account_too_large_for_its_body_is_refused_and_the_rest_imported(
    keys: DirectoryKeys, path: Path
) -> None:
    large = row(2, emails=";".join(f"{n}{'x' * 50}@example.com" for n in range(20)))
    told: list[Problem] = []
    outcome = load(keys, csv_file(path, [row(1), large, row(3)]), tell=told.append)
    assert outcome == Outcome(rows=3, new=2, refused=1)
    assert [(one.line, one.column) for one in told] == [(3, "row")]


def test_the_same_account_twice_in_a_file_stops_it_before_anything_is_written(
    keys: DirectoryKeys, path: Path
) -> None:
    csv_file(path, [*rows(5), row(3, name="Again")])
    with pytest.raises(BadFile, match="line 7 is the same account as line 5"):
        load(keys, path)
    assert Entry.objects.count() == 0


def test_a_file_that_breaks_off_late_stops_before_anything_is_written(
    keys: DirectoryKeys, path: Path
) -> None:
    csv_file(path, rows(3_000))
    path.write_bytes(path.read_bytes() + b"caf\xe9,\r\n")
    with pytest.raises(BadFile, match="UTF-8"):
        load(keys, path)
    assert Entry.objects.count() == 0


def test_a_file_without_rows_is_refused_even_when_it_is_full(
    keys: DirectoryKeys, path: Path
) -> None:
    load(keys, csv_file(path, rows(3)))
    with pytest.raises(BadFile, match="no rows"):
        load(keys, csv_file(path, []), full=True, agree=lambda *_: True)
    assert Entry.objects.count() == 3


def test_one_person_in_two_organisations_is_two_accounts(keys: DirectoryKeys, path: Path) -> None:
    both = [row(1, id=""), row(1, id="", organisation="Otra")]
    assert load(keys, csv_file(path, both)) == Outcome(rows=2, new=2)
    assert len(find(keys, "person1@example.com")) == 2


def test_the_progress_ends_at_the_number_of_rows(
    keys: DirectoryKeys, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recupera.directories.embedded.load.BATCH", 1_000)
    total: list[int] = []
    done: list[int] = []
    load(keys, csv_file(path, rows(2_500)), start=total.append, advance=done.append)
    assert total == [2_500]
    assert done == [1_000, 1_000, 500]


def test_a_finished_import_is_remembered(keys: DirectoryKeys, path: Path) -> None:
    load(keys, csv_file(path, [*rows(3), row(9, state="?")]))
    (only,) = Import.objects.all()
    assert (only.kind, only.rows, only.refused) == ("delta", 4, 1)


def test_memory_does_not_grow_with_the_file(
    keys: DirectoryKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A small batch, so that a list of mere line numbers would already show beside it.
    monkeypatch.setattr("recupera.directories.embedded.load.BATCH", 50)

    def peak(number: int) -> int:
        # Without e-mails and phones: parsing those is slow when every allocation is traced.
        content = (row(one, emails="", phones="") for one in range(number))
        path = csv_file(tmp_path / "large.csv", content)
        tracemalloc.start()
        load(keys, path, dry=True)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(200)
    # Between two runs lies up to a fifth: what waits between processes, and when garbage goes.
    assert peak(12_000) < 1.4 * peak(1_000)
