"""A person opens a case in a browser: in both languages, with and without scripts, on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.pages.case_form import PNG

pytestmark = pytest.mark.journey
PREFIX = {"es": "", "en": "/en"}
NUMBER = re.compile(r"\d{4}-\d{4}-\d{2}")
KEY = re.compile(r"(?:[A-Z2-9]{5}-){2}[A-Z2-9]{5}")


def go_on(page: Page) -> None:
    page.locator("#form button.primary").last.click()


def filled_in(page: Page, house: House, prefix: str, email: str) -> None:
    """From a dead end to the review, a step at a time."""
    page.goto(f"{house.portal}{prefix}/soporte")
    page.locator("main a.button.primary").click()
    go_on(page)
    page.locator("#whose-self").check()
    go_on(page)
    page.locator("#nombre").fill("Ana Pérez")
    page.locator("#tipo-documento").select_option("cc")
    page.locator("#documento").fill(f"5234{abs(hash(email)) % 10_000:04}")
    go_on(page)
    page.locator("#tipo-usuario").check()
    page.locator("#entidad").fill("Alcaldía de Tunja")
    go_on(page)
    page.locator("#correo").fill(email.replace("gmail", "gmial"))
    go_on(page)
    page.locator("button[name=fix]").click()
    page.locator("#descripcion").fill("No puedo entrar.\nDesde el lunes.")
    go_on(page)
    file = {"name": "pantalla.png", "mimeType": "image/png", "buffer": PNG}
    page.locator("#otro").set_input_files([file])  # type: ignore[list-item]
    go_on(page)
    page.wait_for_url("**/revisar")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", PREFIX)
def test_a_case_is_opened_from_the_page_of_help_on(
    house: House, new_page: Callable[..., Page], language: str, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    email = f"caso.{language}.{scripts}@gmail.com".lower()
    filled_in(page, house, PREFIX[language], email)
    expect(page.locator("main")).to_contain_text(email)
    expect(page.locator("main")).to_contain_text("pantalla.png")
    if not scripts:
        page.wait_for_timeout(6000)
    go_on(page)
    page.wait_for_url("**/enviado")
    text = page.inner_text("main")
    number, key = NUMBER.search(text), KEY.search(text)
    assert number
    assert key
    page.reload()
    expect(page.locator("main")).to_contain_text(number[0])
    expect(page.locator("main")).to_contain_text(key[0])


def test_going_back_in_the_browser_loses_nothing(house: House, page: Page) -> None:
    filled_in(page, house, "", "atras@gmail.com")
    page.go_back()
    page.go_back()
    expect(page.locator("#descripcion")).to_have_value("No puedo entrar.\nDesde el lunes.")


def test_a_change_on_the_review_comes_back_to_it(house: House, page: Page) -> None:
    filled_in(page, house, "", "cambio@gmail.com")
    page.locator("main a[href$='/lugar']").first.click()
    page.locator("#entidad").fill("ICBF")
    go_on(page)
    page.wait_for_url("**/revisar")
    expect(page.locator("main")).to_contain_text("ICBF")
