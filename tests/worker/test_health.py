"""The health page: one page for this machine alone, 200 or 503."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any

import pytest
from django.db import DatabaseError

from recupera.messages.pulse.models import Beat
from recupera.options import Mistakes, current, forget
from recupera.worker import health

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MINUTES = timedelta(minutes=3)


@pytest.fixture(autouse=True)
def same_options_afterwards() -> Iterator[None]:
    yield
    forget()


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[int, dict[str, Any]]]]:
    """Calls a health page of this test alone, without what it remembers."""
    monkeypatch.setattr(health._Page, "seen", None)
    server = health.serve("127.0.0.1", 0)

    def get(path: str = "/", method: str = "GET") -> tuple[int, dict[str, Any]]:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, json.loads(body) if body.startswith(b"{") else {}

    yield get
    server.shutdown()
    server.server_close()


Page = Callable[..., tuple[int, dict[str, Any]]]


def test_the_page_says_200_when_all_is_well_and_503_when_not(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, found = page()
    assert (status, found["wrong"]) == (200, [])
    Beat.objects.create(answered_at=datetime.now(UTC) - MINUTES)
    monkeypatch.setattr(health._Page, "seen", None)
    status, found = page()
    assert (status, len(found["wrong"])) == (503, 1)


def test_however_often_it_is_called_the_stores_are_asked_once(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(health, "look", lambda: asked.append(1) or {"wrong": []})
    # Five visits may take longer than a second where others work beside them.
    monkeypatch.setattr(health, "KEPT", 60.0)
    for _ in range(5):
        assert page()[0] == 200
    assert len(asked) == 1


def test_a_store_that_is_away_is_503_and_not_a_broken_page(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> dict[str, Any]:
        raise DatabaseError("secret words")

    monkeypatch.setattr(health, "condition", away)
    assert page() == (503, {"wrong": ["a store does not answer"]})


@pytest.mark.parametrize(("path", "method", "status"), [("/x", "GET", 404), ("/", "POST", 501)])
def test_there_is_one_page_and_one_method(page: Page, path: str, method: str, status: int) -> None:
    assert page(path, method)[0] == status


@pytest.mark.parametrize(
    "address", ["0.0.0.0:9000", "10.0.0.1:9000", "[::]:9000", "9000", "127.0.0.1:99999"]
)
def test_the_page_is_for_this_machine_alone(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_HEALTH_ADDRESS", address)
    forget()
    with pytest.raises(Mistakes, match="RECUPERA_HEALTH_ADDRESS"):
        current()
