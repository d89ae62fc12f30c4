"""Each process killed while a case is sent: one case, whole, under the number that was shown."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.request import urlopen

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

    received = until(lambda: letters(shaken, number, to=email))
    walk.open("/caso/confirmar?otro").confirm(code_of(received[0]))
    walk.sees("Revisado. Lo recibimos bien.", seconds=90)
    shown = at_the_desk(shaken, "show", number)
    assert all(said in shown for said in TYPED.split("\n"))
    assert shown.count("pantalla.png") == 1
    assert cases(shaken) - before == {number}
    assert len(letters(shaken, number, to=email)) == 1


@pytest.mark.parametrize("frozen", [True, False])
def test_a_portal_that_is_killed_while_a_case_is_sent_makes_one_case_of_it(
    shaken: House, page: Page, frozen: bool
) -> None:
    email = f"cortado.portal.{frozen}@gmail.com".lower()
    walk = CaseWalk(page, shaken, email, f"5244561{int(frozen)}").begin().described().attached()
    before = cases(shaken)
    number, _key = sent_to_a_dying_portal(walk, frozen=frozen)

    assert until(lambda: letters(shaken, number, to=email))
    shown = at_the_desk(shaken, "show", number)
    assert all(said in shown for said in TYPED.split("\n"))
    assert shown.count("pantalla.png") == 1
    assert cases(shaken) - before == {number}
    assert len(letters(shaken, number, to=email)) == 1


def sent_to_a_dying_portal(walk: CaseWalk, *, frozen: bool) -> tuple[str, str]:
    """Killed before it took the form, or about when it did; its person presses again if they have
    to. Whatever was shown is shown once more by a portal that was killed after it."""
    review, portal = walk.page.url, door(walk.house, "portal")
    # The browser's own work comes first.
    work = walk.page.locator("#form [name=altcha]")
    until(lambda: [done] if (done := work.input_value()) else [])
    if frozen:
        os.killpg(portal, signal.SIGSTOP)
    walk.page.locator("#form button.primary").last.click(no_wait_after=True)
    time.sleep(1.5)
    os.killpg(portal, signal.SIGKILL)
    answered(walk.house)
    walk.page.goto(review)
    shown = walk.sent() if "/revisar" in walk.page.url else walk.shown()
    os.killpg(door(walk.house, "portal"), signal.SIGKILL)
    answered(walk.house)
    walk.open("/soporte/formulario/enviado")
    assert walk.shown() == shown
    return shown


def answered(house: House) -> None:
    """Until the portal is there again."""

    def answers() -> bool:
        try:
            with urlopen(house.portal + "/soporte", timeout=5):
                return True
        except OSError:
            return False

    until(answers)


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
