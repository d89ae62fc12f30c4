"""A person at the pages: a checking client that pays its way, and a worker on strings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from recupera.design import texts
from recupera.options import forget

if TYPE_CHECKING:
    from tests.pages.fake_worker import FakeWorker
    from tests.pages.person import Person

# Models may be imported only once Django is set up, and this file is read before that.


@pytest.fixture(scope="session", autouse=True)
def compiled_texts() -> None:
    texts.compile_all()


@pytest.fixture
def worker() -> "FakeWorker":
    from tests.pages.fake_worker import FakeWorker

    return FakeWorker()


@pytest.fixture
def person(worker: "FakeWorker") -> "Person":
    from tests.pages.person import Person

    return Person(worker)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Moves only when it is told to, and where a page waits on its grid."""
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        yield clock


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Text messages can be sent."""
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()
