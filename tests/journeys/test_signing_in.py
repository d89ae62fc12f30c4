"""The whole story in a browser: find the account, set a new password, and sign in with it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from recupera.directories.embedded.signing_in import MOST_FAILED
from recupera.people import EXAMPLE_PASSWORD
from tests.house.processes import House
from tests.journeys.walk import Walk, code_of, invented
from tests.pages.test_browser import SIGHTS, accessible, complaints, listen  # noqa: F401

pytestmark = pytest.mark.journey

NEW = "siete canoas bajan por el Atrato"
WORDS = {
    "es": {
        "in": "Sesión abierta como {name}",
        "out": "Salir",
        "wrong": "El usuario o la contraseña no son correctos.",
        "closed": "Su sesión se cerró",
    },
    "en": {
        "in": "Signed in as {name}",
        "out": "Sign out",
        "wrong": "The user name or the password is not correct.",
        "closed": "Your session was closed",
    },
}
SCRIPTS = {"scripts": {}, "without_scripts": {"java_script_enabled": False}}
CASES = [
    pytest.param(language, script, 850 + number, id=f"{language}-{script}")
    for number, (language, script) in enumerate(
        (language, script) for language in WORDS for script in SCRIPTS
    )
]


@dataclass
class Platform:
    """One person in front of the demo's platform, in one language."""

    page: Page
    house: House
    language: str = "es"

    def address(self, path: str = "/") -> str:
        return self.house.platform + ("" if self.language == "es" else "/en") + path

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto(self.address("/ingresar"))
        self.type(name, password)

    def type(self, name: str, password: str) -> None:
        self.page.locator("#username").fill(name)
        self.page.locator("#password").fill(password)
        self.page.locator("#sign-in button.primary").click()

    def says(self, word: str, name: str = "") -> None:
        sentence = WORDS[self.language][word].format(name=name)
        place = "#summary" if word == "wrong" else "h1"
        expect(self.page.locator(place)).to_contain_text(sentence)


@pytest.mark.parametrize(("language", "script", "number"), CASES)
def test_signing_in_and_out(
    house: House, new_page: Callable[..., Page], language: str, script: str, number: int
) -> None:
    person = invented(number)
    page = new_page(viewport={"width": 360, "height": 740}, **SCRIPTS[script])
    there = Platform(page, house, language)
    page.goto(there.address())
    expect(page.locator("#password")).to_be_visible()
    there.type(person.username, "otra contraseña")
    there.says("wrong")
    expect(page.locator("#username")).to_have_value(person.username)
    there.type(person.username, EXAMPLE_PASSWORD)
    there.says("in", person.username)
    expect(page.get_by_role("main")).to_contain_text(person.organisation)
    page.get_by_role("button", name=WORDS[language]["out"], exact=True).click()
    expect(page.locator("#password")).to_be_visible()
    page.goto(there.address())
    expect(page.locator("#password")).to_be_visible()


@pytest.mark.parametrize(("language", "script", "number"), CASES)
def test_find_set_a_new_password_and_sign_in_with_it(
    house: House, new_page: Callable[..., Page], language: str, script: str, number: int
) -> None:
    person = invented(number + len(CASES))
    device = {"viewport": {"width": 360, "height": 740}, **SCRIPTS[script]}
    elsewhere = Platform(new_page(**device), house, language)
    elsewhere.sign_in(person.username, EXAMPLE_PASSWORD)
    elsewhere.says("in", person.username)
    page = new_page(**device)
    set_password(Walk(page, house, language), person.emails[0], NEW)
    page.get_by_role("main").get_by_role("link", name="SECOP II").click()
    expect(page).to_have_url(f"{house.platform}/ingresar")
    there = Platform(page, house, language)
    there.sign_in(person.username, EXAMPLE_PASSWORD)
    there.says("wrong")
    there.type(person.username, NEW)
    there.says("in", person.username)
    elsewhere.page.goto(elsewhere.address())
    elsewhere.says("closed")
    elsewhere.page.get_by_role("main").locator("a.button").click()
    elsewhere.type(person.username, NEW)
    elsewhere.says("in", person.username)


def test_a_new_password_lifts_what_wrong_ones_have_locked(
    house: House, new_page: Callable[..., Page]
) -> None:
    person, page = invented(870), new_page(viewport={"width": 360, "height": 740})
    there = Platform(page, house)
    for _ in range(MOST_FAILED):
        there.sign_in(person.username, "otra contraseña")
        there.says("wrong")
    there.sign_in(person.username, EXAMPLE_PASSWORD)
    there.says("wrong")
    set_password(Walk(page, house), person.emails[0], NEW)
    there.sign_in(person.username, NEW)
    there.says("in", person.username)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_every_page_of_the_platform_is_accessible_and_keeps_to_the_policy(
    house: House,
    new_page: Callable[..., Page],
    complaints: list[str],  # noqa: F811
    sight: tuple[int, str, str],
) -> None:
    width, scheme, prefix = sight
    person = invented(880 + SIGHTS.index(sight))
    page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    there = Platform(listen(page, complaints), house, "en" if prefix else "es")
    page.goto(there.address("/ingresar"))
    accessible(page)
    there.type(person.username, "x")
    expect(page.locator("#summary")).to_be_focused()
    accessible(page)
    there.type(person.username, EXAMPLE_PASSWORD)
    there.says("in", person.username)
    accessible(page)
    other = new_page(viewport={"width": width, "height": 740})
    set_password(Walk(other, house), person.emails[0], NEW)
    page.reload()
    there.says("closed")
    accessible(page)
    assert complaints == []
    page.goto(there.address("/nada"))
    accessible(page)
    complaints.clear()


def test_what_is_typed_is_shown_on_demand_and_english_is_one_press(
    house: House, page: Page
) -> None:
    page.goto(f"{house.platform}/ingresar")
    page.locator("#username").fill("aperez")
    page.locator("#password").fill("algo")
    page.get_by_role("button", name="Mostrar", exact=True).click()
    expect(page.locator("#password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#username")).to_have_value("aperez")


def set_password(walk: Walk, email: str, password: str) -> None:
    """From the question to "your new password is ready"."""
    walk.open().ask("email", email)
    walk.type_code(code_of(walk.mail())).checked()
    expect(walk.page.locator("li.account")).to_have_count(1)
    prefix = "" if walk.language == "es" else "/en"
    walk.page.locator(f"a[href^='{prefix}/contrasena/nueva']").first.click()
    walk.page.locator("#password").fill(password)
    walk.page.locator("form button.primary").click()
    walk.checked()
    walk.page.wait_for_url("**/contrasena/lista")
