"""Puts a backup into an empty data folder, keys and both stores, once every checksum is right."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recupera.commands import copies, ports, stores
from recupera.commands.archive import Backup, BadBackup, opened
from recupera.commands.keys import give_to_doors
from recupera.commands.main import Stop
from recupera.commands.opening import first_line, load_door
from recupera.commands.run import answers
from recupera.options import Options, current


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.tar", help="what `recupera backup` made")


def run(given: argparse.Namespace) -> None:
    os.umask(0o077)
    options = current()
    refuse_running(options)
    refuse_filled(options.data)
    try:
        with opened(given.file) as backup:
            restore(backup, options)
            print(f"Restored from {backup.manifest.made_at}: keys, letterbox and vault.")
    except BadBackup as bad:
        raise Stop(f"{given.file}: {bad}; nothing was restored") from None
    except OSError as refused:
        raise Stop(f"{refused.filename or given.file}: {refused.strerror}") from None
    print("Now rotate the keys that live for two days: docs/operate/backup.md says which.")


def refuse_running(options: Options) -> None:
    """Raises Stop when a portal answers where this house's would."""
    if answers(ports.reachable(options.portal_address)):
        raise Stop(f"a portal answers at {options.portal_address}; stop every door first")


def refuse_filled(data: Path) -> None:
    """Raises Stop when the data folder holds any file; empty key folders are as good as none."""
    held = next((path for path in sorted(data.rglob("*")) if not path.is_dir()), None)
    if held is not None:
        raise Stop(f"{data} is not empty ({held.relative_to(data)}); restore into an empty folder")


def restore(backup: Backup, options: Options) -> None:
    """All of it, or none that could be used. Raises BadBackup."""
    engine = "sqlite" if options.database == "sqlite" else "postgresql"
    if backup.manifest.engine != engine:
        raise BadBackup(f"it is of {backup.manifest.engine}, and RECUPERA_DATABASE is {engine}")
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _undone_when_broken(options.data, backup):
        load_door("owner")
        refuse_newer(backup)
        if engine == "postgresql":
            _fill(backup)
        for name in backup.names(""):
            if not name.endswith(".copy"):
                _put(backup, name, options.data)
        for store in stores.STORES:
            stores.upgrade(store)
    give_to_doors(options.data)


def refuse_newer(backup: Backup) -> None:
    """Raises BadBackup when it comes from a newer program than this one."""
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = {step for steps in backup.manifest.migrations.values() for step in steps} - known
    if unknown:
        raise BadBackup(
            f"it was made by a newer recupera ({backup.manifest.recupera}: {min(unknown)}); "
            "install that or a later one"
        )


def _fill(backup: Backup) -> None:
    """Both PostgreSQL stores, or neither: made as they were at the backup, then filled."""
    from django.db import DatabaseError, transaction

    try:
        for store in stores.STORES:
            copies.refuse_used(store)
            _make(store, backup.manifest.migrations[store])
            copies.refuse_used(store)
        with transaction.atomic("letterbox"), transaction.atomic("vault"):
            for store in stores.STORES:
                copies.into(store, backup)
    except DatabaseError as refused:
        raise Stop(f"a store refused the backup: {first_line(refused)}") from None


def _make(store: str, migrations: list[str]) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    steps = {(app, name) for app, _, name in (step.partition(".") for step in migrations)}
    executor = MigrationExecutor(connections[store])
    nodes = executor.loader.graph.node_map
    # The last of each app alone: an earlier one would be a step back where tables exist already.
    last = [
        step
        for step in sorted(steps)
        if not any(child.key in steps and child.key[0] == step[0] for child in nodes[step].children)
    ]
    executor.migrate(last)


def _put(backup: Backup, name: str, data: Path) -> None:
    """One file, for this user alone, with every folder on the way to it."""
    path = data / name
    for folder in reversed(path.relative_to(data).parents):
        (data / folder).mkdir(mode=0o700, exist_ok=True)
    with path.open("xb") as target:
        for piece in backup.pieces(name):
            target.write(piece)


@contextmanager
def _undone_when_broken(data: Path, backup: Backup) -> Iterator[None]:
    """Half a restore must not look like a house: its files go again."""
    try:
        yield
    except BaseException:
        for name in backup.names(""):
            for made in (name, f"{name}-wal", f"{name}-shm"):
                (data / made).unlink(missing_ok=True)
        raise
