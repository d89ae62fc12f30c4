"""Files that wait, as the portal and the worker leave them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.scanner import clamav

if TYPE_CHECKING:
    from recupera.cases.models import File


@pytest.fixture
def put() -> "Callable[..., File]":
    """Leaves a file for the scanner; returns its row."""
    # Models load only once the suite has configured Django, which is after this file.
    from tests.scanner.waiting import put

    return put


@pytest.fixture
def antivirus(monkeypatch: pytest.MonkeyPatch) -> Iterator[clamav.Clamav]:
    """A daemon, and options that name it."""
    from recupera.options.model import Options
    from recupera.scanner import examine

    with clamav.running() as daemon:
        options = Options(clamd=daemon.address)
        monkeypatch.setattr(examine, "current", lambda: options)
        yield daemon
