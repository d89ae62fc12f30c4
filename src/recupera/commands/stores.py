"""Shows whether the two stores are up to date, creates and upgrades them, and sets the grants."""

import argparse
import os
from pathlib import Path
from typing import Any

from recupera.commands import desk, directory
from recupera.commands.main import Stop
from recupera.commands.opening import first_line, load_door
from recupera.options import Options, current

STORES = ("letterbox", "vault")
GRANTS = Path(__file__).parent / "grants"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        default="show",
        choices=("show", "upgrade"),
        help="show (the default) says what is missing; upgrade creates and upgrades",
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="with upgrade: also the demo's persons, agents and cases, where there are none",
    )


def run(given: argparse.Namespace) -> int:
    os.umask(0o077)
    current().data.mkdir(mode=0o700, parents=True, exist_ok=True)
    load_door("owner")
    if given.what == "upgrade":
        for store in STORES:
            upgrade(store)
        if given.demo:
            _fill(current())
    missing = {store: pending(store) for store in STORES}
    for store, steps in missing.items():
        print(f"{store}: " + (f"{len(steps)} steps to go" if steps else "up to date"))
    if any(missing.values()):
        print("run `recupera stores upgrade`")
    return int(any(missing.values()))


def _fill(options: Options) -> None:
    """In the same process, which for the owner of both stores takes seconds less than three."""
    desk.refuse_real_house(options)
    print(directory.load_demo(if_empty=True))
    desk.fill_demo(options)


def upgrade(store: str) -> None:
    """Every migration, then on PostgreSQL the grants. Raises Stop when the store refuses."""
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    try:
        call_command("migrate", database=store, interactive=False, verbosity=0)
        if connections[store].vendor == "postgresql":
            grant(connections[store])
    except DatabaseError as refused:
        raise Stop(f"the {store} store cannot be upgraded: {first_line(refused)}") from None


def grant(connection: Any) -> None:
    """What each door may do, all in one transaction: no moment without grants, none with more."""
    from django.db import transaction

    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute((GRANTS / f"{connection.alias}.sql").read_text("utf-8"))


def pending(store: str) -> list[str]:
    """Names of the migrations that the store still needs. Raises Stop when it is unreachable."""
    from django.db import DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections[store])
    except DatabaseError as refused:
        raise Stop(f"the {store} store cannot be reached: {first_line(refused)}") from None
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]
