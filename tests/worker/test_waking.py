"""An idle worker takes up at once what somebody writes, and comes back by itself for the rest."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connections

from recupera.agents.policy import Act
from recupera.hatch import ask
from recupera.worker import waking
from recupera.worker.waking import Waking
from tests.enquirer import Enquirer

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
# So long that nobody could take it for waking up.
LONG = 30.0


def a_person_asks() -> None:
    Enquirer().ask()


def an_agent_asks() -> None:
    ask.ask(Act.SEARCH.value, agent="", content={})


def elsewhere(act: Callable[[], object]) -> threading.Thread:
    """On a connection of its own, a moment from now."""

    def run() -> None:
        time.sleep(0.1)
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Waking:
    """A worker's, which has looked once and found nothing."""
    one = Waking()
    monkeypatch.setattr(waking, "LONGEST", 0.01)
    one.wait()
    one.wait()
    monkeypatch.setattr(waking, "LONGEST", LONG)
    return one


@pytest.mark.parametrize("act", [a_person_asks, an_agent_asks])
@pytest.mark.parametrize("between", [True, False], ids=["between two waits", "while it waits"])
def test_whoever_asks_is_taken_up_at_once(
    idle: Waking, act: Callable[[], None], *, between: bool
) -> None:
    began, thread = time.monotonic(), elsewhere(act)
    if between:
        thread.join()
    idle.wait()
    assert time.monotonic() - began < LONG / 2
    thread.join()


def test_where_nobody_asks_it_looks_again_by_itself(
    idle: Waking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking, "LONGEST", 0.2)
    began = time.monotonic()
    idle.wait()
    assert time.monotonic() - began >= 0.2


def test_it_goes_on_after_its_connections_were_lost(idle: Waking) -> None:
    connections.close_all()
    idle.reconnect()
    thread = elsewhere(an_agent_asks)
    began = time.monotonic()
    idle.wait()
    assert time.monotonic() - began < LONG / 2
    thread.join()
