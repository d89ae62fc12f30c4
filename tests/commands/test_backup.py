"""`recupera backup` and `recupera restore`."""

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recupera import keys
from tests.commands.backups import Saved, changed, code_for, demo, held, restore
from tests.house import engines
from tests.house.client import Client
from tests.house.processes import House, environment, recupera, running

pytestmark = pytest.mark.xdist_group("backup")

New = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, engine: str) -> New:
    """An environment with a data folder that does not exist yet, and stores that are empty."""

    def make(**options: str) -> dict[str, str]:
        if engine == "postgresql":
            name = f"backup_{secrets.token_hex(4)}"
            options["database"] = engines.make_stores(engines.postgresql(), name)
        return environment(tmp_path_factory.mktemp("empty") / "data", **options)

    return make


@pytest.fixture(scope="module")
def saved(empty: New, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    surroundings = empty()
    file = tmp_path_factory.mktemp("backups") / "house.tar"
    with running(surroundings) as house:
        person = Client(house.portal)
        address = house.command("directory", "demo", "--json").stdout
        found = re.search(r'"email": "([^"]+)"', address)
        assert found
        person.ask("email", found[1])
        code = code_for(house, found[1])
        done = house.command("backup", str(file))
        assert (done.returncode, done.stderr) == (0, "")
        assert "THIS FILE HOLDS THE KEYS" in done.stdout
    yield Saved(surroundings, file, code, person.cookies)


def test_a_code_sent_before_the_backup_opens_its_account_after_the_restore(
    saved: Saved, empty: New
) -> None:
    fresh = empty()
    # The restored house stands where the lost one stood.
    surroundings = saved.surroundings | {
        name: fresh[name] for name in ("RECUPERA_DATA", "RECUPERA_DATABASE") if name in fresh
    }
    assert restore(saved.file, surroundings)[0] == 0
    with running(surroundings) as house:
        person = Client(house.portal, cookies=dict(saved.cookies))
        answer = person.prove(saved.code)
        assert (answer.status, "Sus datos registrados" in answer.body) == (200, True)
        again = Client(house.portal)
        assert again.ask("email", "nobody@example.com").status == 303


def test_a_backup_can_be_read_by_its_owner_alone_and_leaves_nothing_beside_it(
    saved: Saved,
) -> None:
    assert saved.file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in saved.file.parent.iterdir()] == ["house.tar"]


def test_restored_files_are_for_their_owner_alone(saved: Saved, empty: New) -> None:
    surroundings = empty()
    assert restore(saved.file, surroundings)[0] == 0
    modes = {
        (path.is_dir(), path.stat().st_mode & 0o777)
        for path in Path(surroundings["RECUPERA_DATA"]).rglob("*")
    }
    assert modes == {(True, 0o700), (False, 0o600)}


def test_a_folder_that_holds_anything_is_not_restored_into(saved: Saved, empty: New) -> None:
    surroundings = empty()
    data = Path(surroundings["RECUPERA_DATA"])
    keys.make_missing(data)
    before = held(data)
    status, said = restore(saved.file, surroundings)
    assert (status, "is not empty" in said, held(data)) == (1, True, before)


def test_a_running_house_is_not_restored_over(
    saved: Saved, empty: New, new_house: Callable[..., House]
) -> None:
    there = new_house().environment["RECUPERA_PORTAL_ADDRESS"]
    surroundings = empty(portal_address=there)
    status, said = restore(saved.file, surroundings)
    assert status == 1
    assert "stop every door first" in said
    assert held(Path(surroundings["RECUPERA_DATA"])) == []


@pytest.mark.parametrize("ending", [".key", "manifest.json", "manifest.sha256", "store"])
def test_a_flipped_byte_is_found_before_anything_is_written(
    saved: Saved, empty: New, engine: str, tmp_path: Path, ending: str
) -> None:
    def flip(name: str, content: bytes) -> bytes:
        place = len(content) // 2
        if not name.endswith(ending) or not content:
            return content
        return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

    if ending == "store":
        ending = {"sqlite": "vault.sqlite3", "postgresql": "embedded_entry.copy"}[engine]
    surroundings = empty()
    status, said = restore(
        changed(saved.file, tmp_path / "bad.tar", flip, summed=False), surroundings
    )
    assert (status, "nothing was restored" in said) == (1, True)
    assert held(Path(surroundings["RECUPERA_DATA"])) == []


def test_a_restore_that_fails_leaves_nothing_and_can_be_done_again(
    saved: Saved, empty: New, engine: str, tmp_path: Path
) -> None:
    broken = {"sqlite": "vault.sqlite3", "postgresql": "vault/messages_message.copy"}[engine]
    nonsense = b"This is no store, but its checksum is right.\n"

    def spoil(name: str, content: bytes) -> bytes:
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["files"][broken] = hashlib.sha256(nonsense).hexdigest()
            return json.dumps(manifest).encode()
        return nonsense if name == broken else content

    surroundings = empty()
    bad = changed(saved.file, tmp_path / "bad.tar", spoil)
    assert restore(bad, surroundings)[0] == 1
    assert held(Path(surroundings["RECUPERA_DATA"])) == []
    assert restore(saved.file, surroundings)[0] == 0


def test_databases_that_hold_rows_are_not_restored_into(
    saved: Saved, empty: New, engine: str
) -> None:
    surroundings = empty()
    assert restore(saved.file, surroundings)[0] == 0
    shutil.rmtree(surroundings["RECUPERA_DATA"])
    # SQLite's stores went with the folder.
    assert restore(saved.file, surroundings)[0] == (1 if engine == "postgresql" else 0)


def test_a_backup_that_was_cut_off_is_refused(saved: Saved, empty: New, tmp_path: Path) -> None:
    short = tmp_path / "short.tar"
    shutil.copyfile(saved.file, short)
    os.truncate(short, saved.file.stat().st_size // 2)
    surroundings = empty()
    assert restore(short, surroundings)[0] == 1
    assert held(Path(surroundings["RECUPERA_DATA"])) == []


def test_a_member_that_leads_out_of_the_folder_is_refused(
    saved: Saved, empty: New, tmp_path: Path
) -> None:
    def lead_out(name: str, content: bytes) -> bytes:
        return content.replace(b'"keys/portal/work/', b'"../portal/work/')

    bad = changed(
        saved.file,
        tmp_path / "bad.tar",
        lead_out,
        lambda name: name.replace("keys/portal/work", "../portal/work"),
    )
    surroundings = empty()
    status, said = restore(bad, surroundings)
    assert (status, "is not a file of a backup" in said) == (1, True)
    assert held(Path(surroundings["RECUPERA_DATA"]).parent) == []


def test_a_backup_of_a_newer_program_is_refused(saved: Saved, empty: New, tmp_path: Path) -> None:
    def newer(name: str, content: bytes) -> bytes:
        return content.replace(b'"letterbox.0001_initial"', b'"letterbox.9999_later"')

    surroundings = empty()
    status, said = restore(changed(saved.file, tmp_path / "new.tar", newer), surroundings)
    assert status == 1
    assert "made by a newer recupera" in said
    assert held(Path(surroundings["RECUPERA_DATA"])) == []


def test_a_backup_never_takes_the_place_of_a_file(saved: Saved) -> None:
    before = saved.file.read_bytes()
    done = recupera("backup", str(saved.file), environment=saved.surroundings | demo())
    assert (done.returncode, "exists already" in done.stderr) == (1, True)
    assert saved.file.read_bytes() == before


def test_into_a_folder_a_backup_is_named_by_its_time(saved: Saved, tmp_path: Path) -> None:
    done = recupera("backup", str(tmp_path), environment=saved.surroundings | demo())
    assert done.returncode == 0
    assert [
        bool(re.fullmatch(r"recupera-\d{8}T\d{6}Z\.tar", path.name)) for path in tmp_path.iterdir()
    ] == [True]


def test_there_is_no_backup_of_a_house_without_keys_or_stores(empty: New, tmp_path: Path) -> None:
    surroundings = empty() | demo()
    done = recupera("backup", str(tmp_path), environment=surroundings)
    assert (done.returncode, "keys" in done.stderr, list(tmp_path.iterdir())) == (1, True, [])
    keys.make_missing(Path(surroundings["RECUPERA_DATA"]))
    done = recupera("backup", str(tmp_path), environment=surroundings)
    assert (done.returncode, "store" in done.stderr, list(tmp_path.iterdir())) == (1, True, [])
    assert "Traceback" not in done.stderr
