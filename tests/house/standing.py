"""Houses that stand for a while. What a first start leaves is made once in a run and copied: it
takes far longer than any other start."""

import fcntl
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import pytest

from tests.house import engines
from tests.house.processes import BRISK, House, environment, running

# With another desk to pass cases on to, a first start leaves none of the demo's.
FIRST_OF_ITS_OWN = frozenset({"database", "forward_url"})
# The shared house stands once in each of so many workers.
SHARED = 2
Furnish = Callable[[Path], dict[str, str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the tests of one house in one worker: each worker would start a house of its own."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "house_for_a_while" in fixtures and not item.get_closest_marker("xdist_group"):
            module = item.nodeid.partition("::")[0]
            shared = f"house {crc32(module.encode()) % SHARED}"
            item.add_marker(pytest.mark.xdist_group(shared if "house" in fixtures else module))


@pytest.fixture(scope="session")
def furnish(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Furnish:
    """Fills a folder as a first start would; returns the options that go with it."""
    folder = tmp_path_factory.getbasetemp()
    # One for all workers of a run: theirs lie side by side in the run's.
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    first, noted = folder / "first", folder / "first.json"
    with (folder / "first.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not noted.exists():
            noted.write_text(json.dumps(_begin(first, engine)))
    begun = json.loads(noted.read_text())

    def copy(data: Path) -> dict[str, str]:
        shutil.copytree(first, data)
        return _stores(engine, begun)

    return copy


def _begin(first: Path, engine: str) -> dict[str, str]:
    """A first start, from nothing to its end; returns the options that name its stores."""
    begun = _stores(engine)
    with running(environment(first, **begun)) as house:
        _scanned(house)
    _without_signs_of_life(first, begun)
    return begun


@pytest.fixture(scope="session")
def house_for_a_while(
    tmp_path_factory: pytest.TempPathFactory, engine: str, furnish: Furnish
) -> Callable[..., AbstractContextManager[House]]:
    """A house that ends with its block; options by their names: `code_minutes="2"`."""

    def start(**options: str) -> AbstractContextManager[House]:
        data = tmp_path_factory.mktemp("house") / "data"
        there = _stores(engine) if FIRST_OF_ITS_OWN & set(options) else furnish(data)
        return running(environment(data, **there | options))

    return start


@pytest.fixture
def new_house(
    house_for_a_while: Callable[..., AbstractContextManager[House]],
) -> Iterator[Callable[..., House]]:
    """Starts further houses, which stand until the test ends."""
    with ExitStack() as stack:

        def start(**options: str) -> House:
            return stack.enter_context(house_for_a_while(**options))

        yield start


@pytest.fixture(scope="session")
def house(house_for_a_while: Callable[..., AbstractContextManager[House]]) -> Iterator[House]:
    """The one house that most journeys share; each test takes persons of its own."""
    with house_for_a_while(**BRISK) as one:
        yield one


def _scanned(house: House) -> None:
    """Once the files of the demo's cases are what they will be."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        found = json.loads(house.command("status", "--json").stdout)
        if not found["files"]["waiting"]:
            return
        time.sleep(0.5)
    raise AssertionError("nobody scans the files of the demo's cases")


def _without_signs_of_life(data: Path, stores: dict[str, str]) -> None:
    """A house that is copied minutes later was not silent for minutes."""
    for store, table in (("letterbox", "letterbox_delay"), ("vault", "pulse_beat")):
        statement = f"DELETE FROM {table}"
        if stores:
            name = urlsplit(stores["database"]).path[1:].format(store=store)
            engines.psql(engines.with_database(engines.postgresql(), name), "-c", statement)
            continue
        with closing(sqlite3.connect(data / f"{store}.sqlite3")) as base, base:
            base.execute(statement)


def _stores(engine: str, like: dict[str, str] | None = None) -> dict[str, str]:
    """Both stores on the tests' server, with what is in those of `like`; on SQLite they are in the
    folder."""
    if engine == "sqlite":
        return {}
    return {"database": engines.new_stores(like["database"] if like else "")}
