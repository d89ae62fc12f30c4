"""The file of a backup, byte by byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recupera.commands.archive import MANIFEST, BadBackup, Manifest, checksum, opened, pack
from tests.commands.backups import changed

KEY = "keys/worker/envelope/20261123T080000Z-1.key"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small backup."""
    held = {KEY: b"a key", "letterbox.sqlite3": b"rows", "vault.sqlite3": b"more rows"}
    manifest = Manifest(
        recupera="0.1",
        made_at="2026-11-23T08:00:00+00:00",
        engine="sqlite",
        migrations={"letterbox": ["letterbox.0001_initial"], "vault": ["vault.0001_initial"]},
        columns={},
        files={name: checksum(content) for name, content in held.items()},
    )
    path = tmp_path / "whole.tar"
    with path.open("xb") as target:
        pack(target, manifest, held)
    return path


def flipped(place: int) -> Callable[[str, bytes], bytes]:
    def flip(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]

    return flip


def test_each_byte_of_the_manifest_counts(file: Path, tmp_path: Path) -> None:
    with opened(file) as backup:
        size = backup.tar.getmember(MANIFEST).size
    for place in range(size):
        bad = changed(file, tmp_path / "bad.tar", flipped(place), summed=False)
        with pytest.raises(BadBackup), opened(bad):
            pytest.fail(f"byte {place} of {size} is not missed")


@pytest.mark.parametrize("missing", ["manifest.json", "manifest.sha256", KEY])
def test_a_backup_that_lacks_a_member_is_refused(file: Path, tmp_path: Path, missing: str) -> None:
    bad = changed(
        file,
        tmp_path / "bad.tar",
        lambda _, content: content,
        lambda name: "other" if name == missing else name,
    )
    with pytest.raises(BadBackup), opened(bad):
        pytest.fail("nobody misses it")
