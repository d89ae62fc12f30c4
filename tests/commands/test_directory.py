"""`recupera directory` does what its help says and ends with one clear sentence when it cannot."""

import csv
import fcntl
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from recupera import directories
from recupera.commands.main import main
from recupera.directories.embedded.models import Entry, Import
from recupera.options import current, forget
from recupera.people import EXAMPLES, normal
from tests.directories.files import HEADER, csv_file, row, rows
from tests.house import engines

pytestmark = pytest.mark.django_db(databases=["vault"])

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `recupera directory …`; gives its status and what it printed and complained."""
    # A command names its door's settings for the process; here the suite's stay in force.
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "recupera.settings.tests")

    def command(*arguments: object) -> tuple[int, str, str]:
        status = main(["directory", *map(str, arguments)])
        return status, *capsys.readouterr()

    return command


def numbers(printed: str) -> dict[str, int]:
    lines = (line.split() for line in printed.splitlines()[1:])
    return {name: int(number.replace(",", "")) for name, number in lines}


def test_an_import_says_what_it_did(run: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", [*rows(30), row(40, phones="1"), row(41, username="")])
    status, printed, complained = run("import", path)
    assert status == 0
    assert numbers(printed) == {
        "rows": 32,
        "new": 31,
        "changed": 0,
        "unchanged": 0,
        "passwords": 0,
        "dropped": 0,
        "refused": 1,
        "warnings": 1,
    }
    assert "line 32: warning: phones is neither a mobile (3XX) nor a landline" in complained
    assert "line 33: refused: username is empty" in complained
    assert "rows" in complained
    assert Entry.objects.count() == 31


def test_a_dry_run_says_that_nothing_was_written(run: Run, tmp_path: Path) -> None:
    status, printed, _ = run("import", csv_file(tmp_path / "f.csv", rows(3)), "--dry-run")
    assert (status, Entry.objects.count()) == (0, 0)
    assert "Nothing was written" in printed
    assert numbers(printed)["new"] == 3


def test_the_report_lists_every_problem_and_nobodys_data(run: Run, tmp_path: Path) -> None:
    content = [*rows(5), *(row(number, emails="secret") for number in range(50, 80))]
    report = tmp_path / "report.csv"
    _, _, complained = run("import", csv_file(tmp_path / "f.csv", content), "--report", report)
    with report.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert len(told) == 30
    assert told[0] == {
        "line": "7",
        "result": "refused",
        "column": "emails",
        "reason": "is not an e-mail address",
    }
    assert "and 10 more" in complained
    assert "secret" not in report.read_text("utf-8") + complained


def test_columns_of_another_name_are_mapped(run: Run, tmp_path: Path) -> None:
    header = ["usuario", *HEADER[2:]]
    content = [row(1) | {"usuario": "aperez"}]
    path = csv_file(tmp_path / "f.csv", content, header=header, delimiter=";")
    assert run("import", path, "--map", "username=Usuario")[0] == 0
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--map", "name"], "write it as --map ours=theirs"),
        (["--map", "nombre=name"], "no such column"),
        (["--encoding", "latin-99"], "no such encoding"),
        (["--report", "/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_wrong_use_is_one_sentence(
    run: Run, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1))
    status, printed, complained = run("import", path, *arguments)
    assert (status, printed) == (1, "")
    assert sentence in complained
    assert len(complained.strip().splitlines()) == 1


def test_a_file_in_latin_1_is_refused_and_imported_with_its_encoding(
    run: Run, tmp_path: Path
) -> None:
    path = csv_file(tmp_path / "f.csv", rows(2), encoding="latin-1")
    status, _, complained = run("import", path)
    assert status == 1
    assert "--encoding" in complained
    assert run("import", path, "--encoding", "latin-1")[0] == 0
    assert Entry.objects.count() == 2


def test_a_full_import_that_drops_many_needs_a_yes(run: Run, tmp_path: Path) -> None:
    run("import", csv_file(tmp_path / "f.csv", rows(20)))
    path = csv_file(tmp_path / "f.csv", rows(10))
    status, _, complained = run("import", path, "--full")
    assert (status, Entry.objects.count()) == (1, 20)
    assert "10 of 20 accounts would be dropped" in complained
    assert run("import", path, "--full", "--yes")[0] == 0
    assert Entry.objects.count() == 10


def test_two_imports_at_a_time_are_refused(run: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1))
    with (current().data / "directory.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        status, _, complained = run("import", path)
    assert status == 1
    assert "another import" in complained
    assert run("import", path)[0] == 0


def test_without_a_data_folder_it_says_whose_user_to_be(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECUPERA_DATA", str(tmp_path / "none"))
    forget()
    try:
        status, _, complained = run("demo")
    finally:
        monkeypatch.undo()
        forget()
    assert status == 1
    assert "run this as the worker's user" in complained


def test_the_demo_fills_the_directory_with_the_examples_and_is_the_same_each_time(
    run: Run,
) -> None:
    assert run("demo")[0] == 0
    before = {(entry.id, bytes(entry.body)) for entry in Entry.objects.all()}
    assert run("demo")[0] == 0
    assert {(entry.id, bytes(entry.body)) for entry in Entry.objects.all()} == before
    directory = directories.current()
    for example in EXAMPLES:
        for kind, typed in example.typed():
            found = directory.find(kind, normal(kind, typed).value)
            assert sorted(one.id for one in found) == sorted(one.id for one in example.registered)


def test_the_demo_leaves_a_filled_directory_alone_when_told(run: Run) -> None:
    assert run("demo", "--if-empty")[0] == 0
    number = Import.objects.count()
    assert run("demo", "--if-empty")[0] == 0
    assert Import.objects.count() == number == 1


def test_invented_persons_are_not_put_among_real_ones(run: Run, tmp_path: Path) -> None:
    run("import", csv_file(tmp_path / "f.csv", rows(2)))
    status, _, complained = run("demo")
    assert (status, Entry.objects.count()) == (1, 2)
    assert "do not belong" in complained


def test_the_example_data_have_the_fixed_form_and_touch_no_store() -> None:
    code = (
        "import sys; from recupera.commands.directory import arguments, run; import argparse;"
        "parser = argparse.ArgumentParser(); arguments(parser);"
        "run(parser.parse_args(['demo', '--json'])); assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(engines.ROOT / "src")},
        capture_output=True,
        check=True,
    )
    examples = {one["situation"]: one for one in json.loads(done.stdout)}
    assert examples["everything"] == {
        "situation": "everything",
        "national_id": "1049604050",
        "email": "ana.perez@example.com",
        "phone": "3104564050",
        "username": "aperez",
        "accounts": [
            {
                "username": "aperez",
                "email": "ana.perez@example.com",
                "document": "CC terminada en 4050",
                "name": "Ana Pérez",
                "organisation": "Alcaldía de Tunja",
                "role": "comprador",
                "state": "activa",
            }
        ],
    }
    assert len(examples["three_accounts_one_email"]["accounts"]) == 3
    assert examples["inactive"]["accounts"][0]["state"] == "inactiva"
    assert examples["unknown"]["accounts"] == examples["no_channel"]["accounts"] == []


def test_the_status_says_how_many_and_how_old(run: Run, tmp_path: Path) -> None:
    assert run("status")[1] == "0 accounts.\nNothing was imported yet.\n"
    run("import", csv_file(tmp_path / "f.csv", rows(3)))
    _, printed, _ = run("status")
    assert printed.startswith("3 accounts.\nLast import: 0 minutes ago (delta, ")


def test_a_reindex_without_new_keys_destroys_none(run: Run, tmp_path: Path) -> None:
    run("import", csv_file(tmp_path / "f.csv", rows(3)))
    status, printed, _ = run("reindex")
    assert (status, printed) == (0, "All accounts stand under the newest keys.\n")
