"""Copying a store out while it is in use, and into an empty one: SQLite whole, PostgreSQL by COPY.

Both are one snapshot per store, taken by what the database itself offers for it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from recupera.commands.archive import Backup
from recupera.commands.main import Stop

# Which upgrades were made is written by the upgrades themselves.
LEFT_OUT = {"django_migrations"}


def is_sqlite(store: str) -> bool:
    from django.db import connections

    return bool(connections[store].vendor == "sqlite")


def out(store: str, folder: Path, columns: dict[str, list[str]]) -> dict[str, Path]:
    """One snapshot of the store in files below `folder`, by their names in the backup.

    On PostgreSQL `columns` gets each table's, in the order of its file.
    """
    if is_sqlite(store):
        return {f"{store}.sqlite3": _sqlite_out(store, folder)}
    return dict(_postgresql_out(store, folder, columns))


def _sqlite_out(store: str, folder: Path) -> Path:
    from django.db import connections

    source, target = Path(connections[store].settings_dict["NAME"]), folder / f"{store}.sqlite3"
    # Read-only, and one snapshot at once: whoever writes meanwhile does not wait.
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(target)) as here,
    ):
        there.backup(here, pages=-1)
        here.execute("PRAGMA journal_mode = DELETE")
    return target


def _postgresql_out(
    store: str, folder: Path, columns: dict[str, list[str]]
) -> Iterator[tuple[str, Path]]:
    from django.db import connections, transaction

    connection = connections[store]
    (folder / store).mkdir()
    with transaction.atomic(using=store), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in tables(store):
            columns[table] = _columns(connection, cursor, table)
            path = folder / store / f"{table}.copy"
            with (
                path.open("wb") as file,
                cursor.copy(_copy(table, columns[table], "TO STDOUT")) as rows,
            ):
                for piece in rows:
                    file.write(piece)
            yield f"{store}/{table}.copy", path


def tables(store: str) -> list[str]:
    """The tables of a store, without those that the upgrades keep for themselves."""
    from django.db import connections

    return sorted(set(connections[store].introspection.table_names()) - LEFT_OUT)


def refuse_used(store: str) -> None:
    """Raises Stop when anybody else is connected to the PostgreSQL store, or it holds rows."""
    from django.db import connections

    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND usesysid IS NOT NULL AND pid <> pg_backend_pid()"
    )
    with connections[store].cursor() as cursor:
        cursor.execute(others)
        if cursor.fetchone()[0]:
            raise Stop(f"the {store} store is in use; stop every door first")
        for table in tables(store):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608 - its own name
            if cursor.fetchone()[0]:
                raise Stop(f"the {store} store is not empty ({table}); restore into a new database")


def into(store: str, backup: Backup) -> None:
    """Fills the empty tables of a PostgreSQL store; belongs into a transaction of its own."""
    from django.db import connections

    with connections[store].cursor() as cursor:
        for name in backup.names(f"{store}/"):
            table = Path(name).stem
            with cursor.copy(_copy(table, backup.manifest.columns[table], "FROM STDIN")) as rows:
                for piece in backup.pieces(name):
                    rows.write(piece)
        _go_on_counting(connections[store], cursor)


def _go_on_counting(connection: Any, cursor: Any) -> None:
    """Rows were copied with their numbers; new ones must come after them."""
    from django.apps import apps
    from django.core.management.color import no_style

    there = set(tables(connection.alias))
    models = [model for model in apps.get_models() if model._meta.db_table in there]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _columns(connection: Any, cursor: Any, table: str) -> list[str]:
    return [one.name for one in connection.introspection.get_table_description(cursor, table)]


def _copy(table: str, columns: list[str], direction: str) -> Any:
    from psycopg import sql

    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(
        sql.Identifier(table),
        names,
        sql.SQL(direction),
    )
