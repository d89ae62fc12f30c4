"""What the page says while somebody types is what the rules say afterwards."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from recupera.options import current
from recupera.passwords import Reason, check
from tests.passwords.examples import ANA, FINE, REFUSED
from tests.rules.sources import PACKAGE

SCRIPT = PACKAGE / "design" / "static" / "design" / "password.js"
HOST = "http://page.test/"
POLICY = "default-src 'none'; script-src 'self'; form-action 'self'"
# The tables of common passwords stay on the server.
SAID = [reason for reason in Reason if reason not in (Reason.COMMON, Reason.CHARACTERS)]
TYPED = [one for several in REFUSED.values() for one in several] + FINE + ["", "corta", "ñ" * 300]


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Opens the page; every address that it asks for."""
    texts = current().texts
    context = "|".join([texts.platform, texts.entity, texts.sms_name, *ANA])
    lines = "".join(f'<li data-reason="{reason}" hidden>{reason}</li>' for reason in SAID)
    html = f"""<!doctype html><script src="/password.js"></script><form>
        <input type="password" id="new" data-password data-least="15" data-context="{context}">
        <button type="button" data-password-show="new" data-hide="Ocultar" hidden>Mostrar</button>
        </form><p data-password-count="new" data-text="{{n}} de {{least}}" hidden></p>
        <ul data-password-reasons="new">{lines}</ul>"""
    addresses: list[str] = []

    def answer(route: Route) -> None:
        addresses.append(route.request.url)
        is_script = route.request.url.endswith(".js")
        route.fulfill(
            body=SCRIPT.read_text("utf-8") if is_script else html,
            content_type="text/javascript" if is_script else "text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    page.route("**/*", answer)
    page.goto(HOST)
    return addresses


def said(page: Page) -> list[str]:
    return page.locator("li:visible").all_inner_texts()


def test_the_page_says_the_same_reasons_as_the_rules(page: Page, asked: list[str]) -> None:
    field = page.locator("#new")
    different = {}
    for typed in TYPED:
        field.fill(typed)
        expected = [reason for reason in check(typed, context=ANA) if reason in SAID]
        if said(page) != (expected if typed else []):
            different[typed] = (said(page), expected)
    assert different == {}


def test_characters_are_counted_as_people_count_them(page: Page, asked: list[str]) -> None:
    count = page.locator("[data-password-count]")
    expect(count).to_be_hidden()
    for typed, number in (("páramo", 6), ("pa\u0301ramo", 6), ("🦤🐢", 2), ("x" * 20, 20)):
        page.locator("#new").fill(typed)
        expect(count).to_have_text(f"{number} de 15")


def test_the_password_is_shown_on_request_and_hidden_when_sent(
    page: Page, asked: list[str]
) -> None:
    field = page.locator("#new")
    page.get_by_role("button", name="Mostrar").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Ocultar").click()
    expect(field).to_have_attribute("type", "password")
    page.get_by_role("button", name="Mostrar").click()
    field.press("Enter")
    expect(page.locator("#new")).to_have_attribute("type", "password")


def test_nothing_is_sent_while_somebody_types(page: Page, asked: list[str]) -> None:
    page.locator("#new").press_sequentially("cinco lluvias")
    page.wait_for_timeout(200)
    assert sorted(asked) == [HOST, f"{HOST}password.js"]
    text = SCRIPT.read_text("utf-8")
    senders = ("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "localStorage", "Image(")
    assert [sender for sender in senders if sender in text] == []


def test_a_browser_without_classes_of_letters_still_judges(page: Page) -> None:
    old = SCRIPT.read_text("utf-8").replace('"gu"', '"no such flag"')
    assert old != SCRIPT.read_text("utf-8")
    page.set_content(
        '<input id="new" data-password><ul data-password-reasons="new">'
        '<li data-reason="sequence" hidden>sequence</li></ul>'
    )
    page.evaluate(f"(0, eval)({json.dumps(old)})")
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    page.locator("#new").fill("qwertyuiopasdfgh")
    assert said(page) == ["sequence"]
