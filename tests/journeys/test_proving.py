"""A person shows the desk that a channel is theirs: in a browser, on a phone, both languages, with
and without scripts."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.enquirer import wrong
from tests.house import engines
from tests.house.processes import House
from tests.journeys.case_walk import PREFIX, CaseWalk, letter
from tests.journeys.walk import code_of, press

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
RIGHT = {"es": "Código correcto.", "en": "The code is right."}
WRONG = {"es": "Ese código no es correcto.", "en": "That code is not right."}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_code_of_the_desk_is_typed_on_the_page_of_the_case(
    house: House, new_page: Callable[..., Page], language: str, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts, viewport=PHONE)
    email = f"prueba.{language}.{scripts}@gmail.com".lower()
    walk = CaseWalk(page, house, email, language=language)
    number, _ = walk.begin().described().attached().sent()
    page.goto(f"{house.portal}{PREFIX[language]}/caso/estado")
    walk.arrived()
    assert re.fullmatch(r"\d\d", page.inner_text(".digits"))
    assert at_the_hatch(house, number, "send_new_code").keys() == {"until"}
    code = code_of(letter(house, number, to=email, which=1))
    page.locator("a[href*='codigo-de-la-mesa']").click()
    typed(walk, wrong(code.replace(" ", "")), WRONG[language])
    typed(walk, code, RIGHT[language])


def typed(walk: CaseWalk, code: str, says: str) -> None:
    """Presses until it is said what became of the code; a press may have a ticket to wait for."""
    page, deadline = walk.page, time.monotonic() + 60
    page.locator("#code").fill(code)
    while says not in page.inner_text("main") and time.monotonic() < deadline:
        if "/espera" in page.url:
            walk.arrived()
        elif page.locator("#code").count() and page.locator("#code").input_value():
            press(page.locator("#act button.primary").last)
            page.wait_for_timeout(500)
    assert says in page.inner_text("main")


def at_the_hatch(house: House, number: str, act: str, **given: str) -> dict[str, Any]:
    """What the worker of that house replies to an agent."""
    program = [sys.executable, "-m", "tests.journeys.at_the_hatch", number.replace("-", ""), act]
    program += [f"{name}={value}" for name, value in given.items()]
    done = subprocess.run(
        program,
        env=house.environment | {"RECUPERA_DEMO": "1", "RECUPERA_ORIGIN": house.portal},
        cwd=engines.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
