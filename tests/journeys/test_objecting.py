"""Objecting to a change that was somebody else's, and two tabs that change one password."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recupera.people import EXAMPLE_PASSWORD
from tests.house.processes import House, messages
from tests.journeys.test_signing_in import NEW, SCRIPTS, Platform, set_password
from tests.journeys.walk import Walk, code_of, invented, press, until

pytestmark = pytest.mark.journey

CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b")
CASE = re.compile(r"\b\d{4}-\d{4}-\d{2}\b")
BLOCK = {"es": "Bloquear", "en": "Block"}
CASES = [
    pytest.param(language, script, 950 + number, id=f"{language}-{script}")
    for number, (language, script) in enumerate(
        (language, script) for language in BLOCK for script in SCRIPTS
    )
]


def objection_code(house: House, to: str) -> str:
    """Of the notice that came to this address."""

    def notices() -> list[str]:
        texts = [one["text"] for one in messages(house) if to in one["to"]]
        return [found[0] for text in texts if (found := CODE.search(text))]

    return str(until(notices)[0])


def send_code(page: Page, language: str) -> None:
    """Presses until the ticket of a page without scripts has waited long enough."""
    button = page.get_by_role("main").get_by_role("button", name=BLOCK[language], exact=True)
    deadline = time.monotonic() + 60
    press(button)
    while page.url.endswith("/no-fui-yo") and time.monotonic() < deadline:
        page.wait_for_timeout(1000)
        press(button)


@pytest.mark.parametrize(("language", "script", "number"), CASES)
def test_whoever_was_told_blocks_the_account_and_the_new_password_opens_nothing(
    house: House, new_page: Callable[..., Page], language: str, script: str, number: int
) -> None:
    person = invented(number)
    device = {"viewport": {"width": 360, "height": 740}, **SCRIPTS[script]}
    stranger = new_page(**device)
    set_password(Walk(stranger, house, language), person.emails[0], NEW)
    there = Platform(stranger, house, language)
    there.sign_in(person.username, NEW)
    there.says("in", person.username)

    owner = new_page(**device)
    owner.goto(there.address("/no-fui-yo").replace(house.platform, house.portal))
    # As a hurried person types it: small, and without hyphens.
    owner.locator("#code").fill(objection_code(house, person.emails[0]).lower().replace("-", " "))
    send_code(owner, language)
    Walk(owner, house, language).checked()
    expect(owner).to_have_url(re.compile("/no-fui-yo/listo$"))
    case = CASE.search(owner.inner_text("main"))
    assert case, owner.inner_text("main")

    stranger.goto(there.address())
    there.says("closed")
    for password in (NEW, EXAMPLE_PASSWORD):
        there.sign_in(person.username, password)
        there.says("wrong")
    letter = Walk(owner, house, language).open().ask("email", person.emails[0]).mail()
    assert case[0] in letter["text"]
    assert not re.search(r"\b\d{4} \d{4}\b", letter["text"]), "a blocked account gets no code"


def test_of_two_tabs_one_sets_the_password_and_the_other_is_told(
    house: House, new_page: Callable[..., Page]
) -> None:
    person, first = invented(960), new_page(viewport={"width": 360, "height": 740})
    walk = Walk(first, house).open().ask("email", person.emails[0])
    walk.type_code(code_of(walk.mail())).checked()
    first.goto(f"{house.portal}/contrasena/nueva")
    second = first.context.new_page()
    second.goto(f"{house.portal}/contrasena/nueva")
    for page, password in ((first, NEW), (second, f"{NEW} de noche")):
        page.locator("#password").fill(password)
    first.locator("form button.primary").click()
    Walk(first, house).checked()
    first.wait_for_url("**/contrasena/lista")
    second.locator("form button.primary").click()
    Walk(second, house).checked()
    expect(second.get_by_role("main")).to_contain_text("La que acaba de escribir no se guardó")
    there = Platform(first, house)
    there.sign_in(person.username, f"{NEW} de noche")
    there.says("wrong")
    there.sign_in(person.username, NEW)
    there.says("in", person.username)
