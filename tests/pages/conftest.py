"""A person at the pages: a checking client that pays its way, and a worker on strings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

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
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Text messages can be sent."""
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()
