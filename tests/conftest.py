"""The suite's house: options and keys in a folder of its own, on the engine that was asked for."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
from django.utils import translation

from tests.house import engines

# How long an example takes is the machine's affair; no test here judges by time.
hypothesis.settings.register_profile(
    "suite", hypothesis.settings(hypothesis.settings.default, deadline=None)
)
hypothesis.settings.load_profile("suite")

pytest_plugins = [
    "tests.house.hours",
    "tests.house.standing",
    "tests.house.smtp",
    "tests.house.browser",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine", choices=("sqlite", "postgresql"), default="sqlite", help="database of the suite"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Runs before Django reads its settings, which read the options, which read the keys."""
    config.stash[SERVER] = _server(config)
    # Workers of xdist inherit the environment: with settings named in it they would read the
    # options before this hook can give each a folder of its own.
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="recupera-suite-"))
    os.environ.update(_environment(folder, config.stash[SERVER]))
    from recupera import keys

    keys.make_missing(folder / "data")
    # pytest-django looked for settings before this hook could name them.
    django.setup()
    _without_permissions()


def _without_permissions() -> None:
    """Nobody asks for Django's permissions here, and writing them anew after every test that
    commits took most of the suite's time."""
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    assert post_migrate.disconnect(create_contenttypes)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """xdist: every worker uses the one server that the controller started."""
    node.workerinput["server"] = node.config.stash[SERVER]


def pytest_unconfigure(config: pytest.Config) -> None:
    engines.stop()
    if FOLDER in config.stash:
        shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page in English leaves its language to its thread, and so to the next test."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`."""
    return str(request.config.getoption("--engine"))


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of a PostgreSQL server, as its superuser, whatever the suite's engine is."""
    return engines.postgresql()


FOLDER = pytest.StashKey[Path]()
SERVER = pytest.StashKey[str]()


def _server(config: pytest.Config) -> str:
    """The server's address; empty on SQLite."""
    if config.getoption("--engine") == "sqlite":
        return ""
    told = getattr(config, "workerinput", {}).get("server")
    return engines.use(told) if told else engines.postgresql()


def _environment(folder: Path, server: str) -> dict[str, str]:
    options = {
        "DJANGO_SETTINGS_MODULE": "recupera.settings.tests",
        # The browser's driver runs a loop in the thread of the tests.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        # The tests' mail servers: five seconds are not always enough to start one.
        "AIOSMTPD_CONTROLLER_TIMEOUT": "60",
        "RECUPERA_DEMO": "1",
        "RECUPERA_WORK_COST": "50",
        "RECUPERA_DATA": str(folder / "data"),
        "RECUPERA_ORIGIN": "http://127.0.0.1:8000",
    }
    if server:
        options["RECUPERA_DATABASE"] = engines.with_database(server, "recupera_{store}")
    return options
