"""Copies both stores WITH THE KEYS into one file. Whoever reads that file reads everything."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import recupera
from recupera.commands import archive, copies, stores
from recupera.commands.main import Stop
from recupera.commands.opening import first_line, load_door
from recupera.options import current

LOUD = """\
THIS FILE HOLDS THE KEYS. Whoever reads it reads every account, every question that still waits
and every message that was not sent. Encrypt it before it leaves this machine, keep it where no
door can read it, and destroy it when the next one is made (docs/operate/backup.md)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "target", type=Path, metavar="FOLDER|FILE.tar", help="a folder, or a new file to write"
    )


def run(given: argparse.Namespace) -> None:
    os.umask(0o077)
    target = named(given.target)
    load_door("owner")
    try:
        write(target)
    except OSError as refused:
        raise Stop(f"{refused.filename or target}: {refused.strerror}") from None
    print(f"{target}: {target.stat().st_size:,} bytes, for this user alone.\n\n{LOUD}")


def named(target: Path) -> Path:
    """The file to write. Raises Stop where it exists, or is neither a folder nor a .tar."""
    if target.is_dir():
        return target / f"recupera-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    if target.suffix != ".tar":
        raise Stop(f"{target} is no folder that exists; name one, or a file that ends in .tar")
    if target.exists():
        raise Stop(f"{target} exists already; nothing was written")
    return target


def write(target: Path) -> None:
    """The whole backup or nothing: it gets its name when it is complete and on the disk."""
    from django.db import DatabaseError

    with tempfile.TemporaryDirectory(prefix=".recupera-", dir=target.parent) as name:
        folder = Path(name)
        try:
            manifest, files = gather(folder)
        except DatabaseError as refused:
            raise Stop(f"a store cannot be read: {first_line(refused)}") from None
        unnamed = folder / "whole"
        with unnamed.open("xb") as file:
            archive.pack(file, manifest, files)
            file.flush()
            os.fsync(file.fileno())
        unnamed.rename(target)


def gather(folder: Path) -> tuple[archive.Manifest, dict[str, Path | bytes]]:
    """Everything that goes into the backup, the snapshots in `folder`. Raises Stop.

    The letterbox comes first: what was handled between the two snapshots is then known to the
    vault, and nothing is done a second time. The keys are read before and after: one that was
    made or destroyed meanwhile may be what the snapshots were sealed with.
    """
    columns: dict[str, list[str]] = {}
    files: dict[str, Path | bytes] = dict(key_files())
    migrations = {store: applied(store) for store in stores.STORES}
    for store in stores.STORES:
        files.update(copies.out(store, folder, columns))
    files.update(key_files())
    manifest = archive.Manifest(
        recupera=recupera.__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine="sqlite" if copies.is_sqlite("vault") else "postgresql",
        migrations=migrations,
        columns=columns,
        files={name: archive.checksum(content) for name, content in files.items()},
    )
    return manifest, files


def key_files() -> dict[str, bytes]:
    """Every version of every key. Raises Stop where this user may not read one, or none is."""
    data = current().data
    try:
        found = {str(path.relative_to(data)): path.read_bytes() for path in _keys_below(data)}
    except OSError as refused:
        raise Stop(
            f"{refused.filename}: {refused.strerror}; a backup takes every door's keys, as root "
            "or as the one user of the house"
        ) from None
    if not found:
        raise Stop(f"{data / 'keys'} holds no keys; is RECUPERA_DATA right?")
    return found


def _keys_below(data: Path) -> Iterator[Path]:
    """Walked and not globbed: a folder that may not be read must not look like an empty one."""

    def refuse(refused: OSError) -> None:
        raise refused

    for folder, _, names in os.walk(data / "keys", onerror=refuse):
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".key"))


def applied(store: str) -> list[str]:
    """The upgrades that were made in a store, as app.name. Raises Stop where none was."""
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    # SQLite would make the file that it does not find.
    if copies.is_sqlite(store) and not Path(connections[store].settings_dict["NAME"]).is_file():
        raise Stop(f"there is no {store} store in {current().data}")
    made = MigrationRecorder(connections[store]).applied_migrations()
    if not made:
        raise Stop(f"the {store} store is empty; `recupera stores upgrade` creates it")
    return sorted(f"{app}.{name}" for app, name in made)
