"""Each process behind the portal killed while a case is sent: one case, whole, as it was shown."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page

from tests.house.processes import BRISK, House
from tests.journeys.case_walk import NUMBER, TYPED, CaseWalk, at_the_desk, letters
from tests.journeys.test_when_something_fails import door, paused
from tests.journeys.walk import code_of, until

pytestmark = pytest.mark.journey
DOORS = ("worker", "sender", "scanner")


@pytest.fixture(scope="module")
def shaken(
    house_for_a_while: Callable[..., AbstractContextManager[House]],
) -> Iterator[House]:
    with house_for_a_while(**BRISK) as one:
        yield one


@pytest.mark.parametrize("name", DOORS)
def test_a_door_that_is_killed_while_a_case_is_sent_loses_nothing(
    shaken: House, page: Page, name: str
) -> None:
    email = f"cortado.{name}@gmail.com"
    walk = CaseWalk(page, shaken, email, f"5244560{DOORS.index(name)}")
    walk.begin().described().attached()
    before = cases(shaken)
    number, _key = sent_while_it_dies(walk, name)

    received = until(lambda: letters(shaken, number, to=email), 60)
    walk.open("/caso/confirmar?otro").confirm(code_of(received[0]))
    walk.sees("Revisado. Lo recibimos bien.", seconds=60)
    shown = at_the_desk(shaken, "show", number)
    assert all(said in shown for said in TYPED.split("\n"))
    assert shown.count("pantalla.png") == 1
    assert cases(shaken) - before == {number}
    assert len(letters(shaken, number, to=email)) == 1


def sent_while_it_dies(walk: CaseWalk, name: str) -> tuple[str, str]:
    """The door stands still, the person presses [Enviar], and the door is gone."""
    with paused(walk.house, name):
        shown = walk.sent()
        os.kill(door(walk.house, name), signal.SIGKILL)
    return shown


def cases(house: House) -> set[str]:
    """The numbers of all cases that the desk has."""
    done = house.command("case", "list")
    assert done.returncode == 0, done.stdout + done.stderr
    return set(NUMBER.findall(done.stdout))
