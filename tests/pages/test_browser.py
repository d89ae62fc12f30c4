"""The pages in a real browser: nothing the policy refuses, nothing axe finds, no dead ends."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.house.processes import House

pytestmark = pytest.mark.journey
SIGHTS = [(360, "light", ""), (1280, "dark", "/en"), (320, "dark", "")]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the console says; a test ends well only if that is nothing."""
    said: list[str] = []
    yield said
    assert said == []


def listen(page: Page, complaints: list[str]) -> Page:
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def accessible(page: Page) -> None:
    # A click waits until the next page begins, not until it is whole.
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["html"]) for one in found]
    root = page.locator("html")
    wide = root.evaluate("it => it.scrollWidth > it.clientWidth")
    assert not wide, f"{page.url} needs a sideways scroll"


def fill(page: Page, house: House, prefix: str = "") -> None:
    page.goto(f"{house.portal}{prefix}/")
    page.locator("#kind-username").check()
    page.locator("#username").fill(f"nadie{time.time_ns()}")


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_the_pages_of_an_enquiry_are_accessible_and_keep_to_their_policy(
    house: House,
    new_page: Callable[..., Page],
    complaints: list[str],
    sight: tuple[int, str, str],
) -> None:
    width, scheme, prefix = sight
    page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    listen(page, complaints)
    fill(page, house, prefix)
    accessible(page)
    page.locator("#username").fill("ana perez")
    page.locator("#find button.primary").click()
    expect(page.locator("#summary")).to_be_focused()
    accessible(page)
    page.locator("#username").fill(f"nadie{time.time_ns()}")
    page.locator("#find button.primary").click()
    page.wait_for_url("**/codigo")
    accessible(page)
    page.locator("#code").fill("1234 5678")
    page.locator("button.primary").click()
    page.wait_for_url("**/codigo")
    expect(page.locator("#error-code")).to_be_visible()
    accessible(page)
    page.goto(f"{house.portal}{prefix}/terminar")
    accessible(page)
    page.locator("main button").click()
    expect(page.locator("main button")).to_have_count(0)
    accessible(page)
    page.goto(f"{house.portal}{prefix}/respuesta")
    accessible(page)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_the_pages_that_help_are_accessible_and_keep_to_their_policy(
    house: House,
    new_page: Callable[..., Page],
    complaints: list[str],
    sight: tuple[int, str, str],
) -> None:
    width, scheme, prefix = sight
    page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    listen(page, complaints)
    for address in ("/", "/ayuda", "/soporte", "/calendario", "/contrasena", "/no-fui-yo"):
        page.goto(f"{house.portal}{prefix}{address}")
        accessible(page)


def test_only_the_field_of_the_chosen_datum_shows_and_is_sent(house: House, page: Page) -> None:
    page.goto(f"{house.portal}/?ejemplo=2")
    expect(page.locator("#national_id")).to_be_visible()
    expect(page.locator("#email")).to_be_hidden()
    page.get_by_role("radio", name="Correo electrónico").check()
    expect(page.locator("#national_id")).to_be_hidden()
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Consultar").click()
    assert "email=luis.garzon" in (sent.value.post_data or "")
    assert "national_id=" not in (sent.value.post_data or "")


def test_without_scripts_all_four_fields_show(house: House, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{house.portal}/")
    for name in ("national_id", "phone", "username", "email"):
        expect(page.locator(f"#{name}")).to_be_visible()
    expect(page.get_by_text("Si llena varias, cuenta la que está marcada.")).to_be_visible()


def test_a_form_sent_before_its_work_is_done_waits_for_it(house: House, page: Page) -> None:
    def late(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    page.route(re.compile("pbkdf2"), late)
    fill(page, house)
    page.get_by_role("button", name="Consultar").click()
    page.wait_for_url("**/codigo")


def test_where_the_work_cannot_run_the_ticket_goes_by_itself(house: House, page: Page) -> None:
    page.route(re.compile("pbkdf2"), lambda route: route.abort())
    fill(page, house)
    page.get_by_role("button", name="Consultar").click()
    page.wait_for_url("**/codigo")


def test_where_the_widget_does_not_load_a_second_press_after_the_wait_is_enough(
    house: House, page: Page
) -> None:
    page.route(re.compile("altcha"), lambda route: route.abort())
    fill(page, house)
    page.get_by_role("button", name="Consultar").click()
    expect(page.get_by_text("presione el botón otra vez")).to_be_visible()
    page.wait_for_timeout(5500)
    page.get_by_role("button", name="Consultar").click()
    page.wait_for_url("**/codigo")


def test_enter_asks_and_the_language_button_keeps_what_was_typed(house: House, page: Page) -> None:
    fill(page, house)
    typed = page.locator("#username").input_value()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/en/")
    expect(page.locator("#username")).to_have_value(typed)
    page.locator("#username").press("Enter")
    page.wait_for_url("**/en/codigo")


def test_the_keyboard_alone_gets_through(house: House, page: Page) -> None:
    page.goto(f"{house.portal}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#kind-national_id")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("52999777")
    page.keyboard.press("Enter")
    page.wait_for_url("**/codigo")
