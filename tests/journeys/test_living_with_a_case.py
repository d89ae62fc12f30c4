"""A case in a browser, from the dead end to its end: on a phone, both languages, with and without
scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.case_walk import TYPED, CaseWalk, at_the_desk, letter, letters
from tests.journeys.walk import Walk, code_of

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
DOCUMENTS = {("es", True): 1, ("es", False): 2, ("en", True): 3, ("en", False): 4}
SCANNED = {"es": "Revisado. Lo recibimos bien.", "en": "Checked. It arrived well."}
ANSWER = "Le llamamos mañana a las nueve."
ADDED = "Mi segundo mensaje."


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_case_lives_from_the_dead_end_to_its_end(
    house: House, new_page: Callable[..., Page], language: str, scripts: bool
) -> None:
    def person() -> CaseWalk:
        page = new_page(java_script_enabled=scripts, viewport=PHONE)
        return CaseWalk(page, house, email, document, language)

    email = f"vida.{language}.{scripts}@gmail.com".lower()
    document = f"5234560{DOCUMENTS[language, scripts]}"
    number, key = opened(person())

    # Another phone, with what was written down: any letters, any spaces.
    second = person().follow(number.replace("-", " "), key.lower())
    second.sees(SCANNED[language]).act("/agregar", ADDED)
    second.sees(ADDED)
    at_the_desk(house, "answer", number, ANSWER)
    letter(house, number, to=email, which=1)

    # The key is lost: a code to the confirmed e-mail opens it too.
    third = person().follow(number)
    third.confirm(code_of(letter(house, number, to=email, which=2)))
    third.sees(ANSWER).act("/cerrar").act("/reabrir", "Sigue igual.")
    third.sees("Sigue igual.")
    shown = at_the_desk(house, "show", number)
    assert f"{number}  open" in shown
    for said in (*TYPED.split("\n"), ADDED, "Sigue igual.", "pantalla.png"):
        assert said in shown
    all_of_them = letters(house, number, to=email)
    assert len(all_of_them) == 3
    assert_nothing_typed("".join(one["text"] + one["html"] for one in all_of_them))


def opened(person: CaseWalk) -> tuple[str, str]:
    """From an enquiry that brings no code to a case with its e-mail confirmed and file scanned."""
    page, house, language = person.page, person.house, person.language
    Walk(page, house, language).open().ask("national_id", person.document)
    person.from_a_dead_end()
    # The form knows it already.
    expect(page.locator("#documento")).to_have_value(person.document)
    person.described().attached()
    expect(page.locator("main")).to_contain_text("pantalla.png")
    number, key = person.sent()
    page.reload()
    expect(page.locator("main")).to_contain_text(key)
    person.confirm(code_of(letter(house, number, to=person.email)))
    person.sees(SCANNED[language])
    return number, key


def assert_nothing_typed(text: str) -> None:
    for typed in (*TYPED.split("\n"), "Ana", "Pérez", "Tunja", ADDED, ANSWER, "pantalla.png"):
        assert typed not in text


def test_going_back_in_the_browser_loses_nothing(house: House, page: Page) -> None:
    CaseWalk(page, house, "atras@gmail.com").begin().described().attached()
    page.go_back()
    page.go_back()
    expect(page.locator("#descripcion")).to_have_value(TYPED)


def test_a_change_on_the_review_comes_back_to_it(house: House, page: Page) -> None:
    walk = CaseWalk(page, house, "cambio@gmail.com").begin().described().attached()
    page.locator("main a[href$='/lugar']").first.click()
    page.locator("#entidad").fill("ICBF")
    walk.go_on()
    page.wait_for_url("**/revisar")
    expect(page.locator("main")).to_contain_text("ICBF")
