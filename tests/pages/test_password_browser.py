"""The form of a new password in a real browser, behind a real code."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.walk import Walk, code_of, invented
from tests.pages.test_browser import SIGHTS, accessible, complaints, listen  # noqa: F401

pytestmark = pytest.mark.journey
SENTENCE = "cinco loros verdes cantan tarde"


def arrived(page: Page, house: House, number: int, prefix: str = "") -> Walk:
    """Begins at the password page, types the code, and stands before the form."""
    walk = Walk(page, house, "en" if prefix else "es")
    page.goto(f"{house.portal}{prefix}/contrasena")
    page.locator("#email").fill(invented(number).emails[0])
    walk.press("go_on")
    for _ in range(12):
        expect(page.locator("#code, #summary").first).to_be_visible()
        if page.locator("#code").count():
            break
        # Without scripts the ticket waits first.
        page.wait_for_timeout(1000)
        walk.press("go_on")
    expect(page.locator("#code")).to_be_visible()
    walk.type_code(code_of(walk.mail())).checked()
    page.wait_for_url("**/contrasena/nueva")
    return walk


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_the_way_to_a_new_password_is_accessible_and_keeps_to_the_policy(
    house: House,
    new_page: Callable[..., Page],
    complaints: list[str],  # noqa: F811
    sight: tuple[int, str, str],
) -> None:
    width, scheme, prefix = sight
    page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    arrived(listen(page, complaints), house, 810 + SIGHTS.index(sight), prefix)
    accessible(page)
    page.locator("#password").fill("corta")
    page.locator("button.primary").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#password")).to_have_value("corta")
    accessible(page)


def test_a_password_is_shown_pasted_and_judged_while_it_is_typed(
    house: House,
    new_page: Callable[..., Page],
    complaints: list[str],  # noqa: F811
) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    arrived(listen(page, complaints), house, 820)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    field, reasons = page.locator("#password"), page.locator("#reasons li:visible")
    field.fill("abcdefghij")
    expect(reasons).to_have_text([re.compile("Es corta"), re.compile("Sigue el orden")])
    expect(page.locator("[data-password-count]")).to_have_text("10 de 15 caracteres")
    field.fill(invented(820).username * 3)
    expect(reasons.filter(has_text="Es poco más que su nombre")).to_have_count(1)
    field.clear()
    page.evaluate(
        """text => {
        const data = new DataTransfer(); data.setData("text/plain", text);
        const event = new ClipboardEvent("paste", {clipboardData: data, cancelable: true});
        window.prevented = !document.getElementById("password").dispatchEvent(event);
        }""",
        SENTENCE,
    )
    assert page.evaluate("window.prevented") is False
    field.press_sequentially(SENTENCE)
    expect(reasons).to_have_count(0)
    page.get_by_role("button", name="Mostrar").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Ocultar").click()
    expect(field).to_have_attribute("type", "password")
    # The icon of the site may come late.
    assert [one for one in requests if not one.endswith(".svg")] == []


def test_without_scripts_the_form_says_the_same_after_the_press(
    house: House, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    arrived(page, house, 830)
    expect(page.get_by_role("button", name="Mostrar")).to_be_hidden()
    page.locator("#password").fill("abcdefghijklmnop")
    page.locator("button.primary").click()
    expect(page.locator("#reasons li:visible").first).to_contain_text("Sigue el orden")
    expect(page.locator("#password")).to_have_value("abcdefghijklmnop")
