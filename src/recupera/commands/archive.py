"""The backup's file: a tar that begins with a manifest of every other member and its checksum,
and with the manifest's own."""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 2
MANIFEST = "manifest.json"
MANIFEST_SUM = "manifest.sha256"
PIECE = 1 << 20
# Where a file of a backup may go, and nowhere else: never out of the folder it is restored into.
NAMES = re.compile(
    r"keys/[a-z]+/[a-z_-]+/[0-9A-Za-z-]+\.key|(?:letterbox|vault)(?:\.sqlite3|/[a-z_]+\.copy)"
)


class BadBackup(Exception):
    """Not a whole backup of ours; the text says what is wrong with it."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `files` is name to SHA-256 in hex; `columns` is by PostgreSQL table."""

    recupera: str
    made_at: str
    engine: str
    migrations: dict[str, list[str]]
    columns: dict[str, list[str]]
    files: dict[str, str]
    format: int = FORMAT


def pack(target: BinaryIO, manifest: Manifest, files: Mapping[str, Path | bytes]) -> None:
    """Writes the tar; each file is a path or its bytes."""
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        written = json.dumps(asdict(manifest), indent=1).encode()
        _add(tar, MANIFEST, written)
        _add(tar, MANIFEST_SUM, checksum(written).encode())
        for name, content in files.items():
            _add(tar, name, content)


def checksum(content: Path | bytes) -> str:
    """SHA-256 in hex."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator["Backup"]:
    """A backup whose every byte was checked. Raises BadBackup."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            backup = Backup(tar, _manifest(tar))
            backup.check()
            yield backup
    except (tarfile.TarError, EOFError) as broken:
        raise BadBackup(f"{path} is not a whole tar file ({broken})") from None


@dataclass(frozen=True)
class Backup:
    """An open backup."""

    tar: tarfile.TarFile
    manifest: Manifest

    def check(self) -> None:
        """Raises BadBackup unless it holds what its manifest says, whole, and nothing else."""
        held = [member.name for member in self.tar.getmembers()]
        if sorted(held) != sorted([MANIFEST, MANIFEST_SUM, *self.manifest.files]):
            raise BadBackup("it does not hold the files that its manifest names")
        for name, wanted in self.manifest.files.items():
            if not NAMES.fullmatch(name):
                raise BadBackup(f"{name!r} is not a file of a backup")
            with self.open(name) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != wanted:
                    raise BadBackup(f"{name} is damaged: its checksum is not the manifest's")

    def names(self, beginning: str) -> list[str]:
        return [name for name in self.manifest.files if name.startswith(beginning)]

    def open(self, name: str) -> Any:
        """A binary file to read and close. Raises BadBackup where it is no plain file."""
        member = self.tar.getmember(name)
        file = self.tar.extractfile(member) if member.isreg() else None
        if file is None:
            raise BadBackup(f"{name} is not a plain file")
        return file

    def pieces(self, name: str) -> Iterator[bytes]:
        with self.open(name) as file:
            while piece := file.read(PIECE):
                yield piece


def _add(tar: tarfile.TarFile, name: str, content: Path | bytes) -> None:
    member = tarfile.TarInfo(name)
    member.mode = 0o600
    if isinstance(content, bytes):
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))
        return
    member.size = content.stat().st_size
    with content.open("rb") as file:
        tar.addfile(member, file)


def _manifest(tar: tarfile.TarFile) -> Manifest:
    written = _member(tar, MANIFEST)
    try:
        found = json.loads(written)
    except ValueError:
        raise BadBackup("its manifest is damaged") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadBackup("it was made in another format, by another version of recupera")
    if _member(tar, MANIFEST_SUM) != checksum(written).encode():
        raise BadBackup("its manifest is damaged: its checksum is another")
    try:
        return Manifest(**found)
    except TypeError:
        raise BadBackup("its manifest is not complete") from None


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise BadBackup(f"it has no {name}: it was not made by `recupera backup`")
    return file.read()
