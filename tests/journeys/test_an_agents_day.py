"""An agent's day in a browser: signs in, finds what is next, looks, asks, answers; the person reads
it and closes. And two agents at one case."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.case_walk import CaseWalk, letter
from tests.journeys.owner_walk import reachable
from tests.journeys.staff_walk import StaffWalk, coming
from tests.journeys.walk import code_of

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
ADDED = "Aquí va la copia."
REASON = {
    "es": "Comparo el nombre con el documento.",
    "en": "I compare the name with the document.",
}


def opened(page: Page, house: House, language: str, document: str) -> tuple[CaseWalk, str]:
    """A person with a case whose e-mail is confirmed; and its number."""
    person = CaseWalk(page, house, f"dia.{document}@gmail.com", document, language)
    number, _key = person.begin().described().attached().sent()
    person.confirm(code_of(letter(house, number, to=person.email)))
    return person, number


def first_line(text: str) -> str:
    return text.split("\n", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("language", "scripts", "number"),
    [("es", True, 10), ("en", False, 11)],
    ids=["scripts", "English, no scripts"],
)
def test_an_agent_asks_and_answers_and_the_person_reads_it(
    house: House, new_page: Callable[..., Page], language: str, scripts: bool, number: int
) -> None:
    account = reachable(number)
    page = new_page(viewport=PHONE, java_script_enabled=scripts)
    person, case = opened(page, house, language, account.document_number)
    email = f"luz.{language}.{number}@mesa.example"
    luz = StaffWalk(new_page(java_script_enabled=scripts), house, email, language=language)
    luz.by_app().signs_in()
    # What is next stands on top, with why.
    expect(luz.page.locator(".queue li").first.locator(".next")).not_to_be_empty()
    luz.finds(case).takes()

    luz.looks(case)
    expect(luz.page.locator("section.account")).not_to_contain_text(account.emails[0])
    luz.looks(case, REASON[language])
    expect(luz.page.locator("section.account")).to_contain_text(account.emails[0])
    expect(luz.case(case).page.locator(".history")).to_contain_text(REASON[language])

    asked = luz.writes(case, "pedir")
    letter(house, case, to=person.email, which=1)
    person.sees(first_line(asked))
    expect(page.locator("main")).not_to_contain_text(REASON[language])
    person.act("/agregar", ADDED)
    luz.case(case).says(ADDED)
    answered = luz.writes(case, "responder")
    told = letter(house, case, to=person.email, which=2)
    assert first_line(answered) not in told["text"], "a mail says that there is news, not which"
    person.sees(first_line(answered)).act("/cerrar")
    expect(luz.case(case).page.locator(".doings")).not_to_contain_text("Responder")


def test_two_agents_at_one_case_see_each_other_and_one_takes_over(
    house: House, new_page: Callable[..., Page]
) -> None:
    _person, case = opened(new_page(viewport=PHONE), house, "es", reachable(12).document_number)
    luz = coming(new_page, house, "Luz Marina Tovar")
    ben = coming(new_page, house, "Benjamín Rojas")
    # The page tells every 20 s; the clock of the browser is moved.
    luz.page.clock.install()
    luz.finds(case).takes()
    luz.case(case, "responder")
    luz.page.locator("#text").fill("Buenos días")
    with luz.page.expect_response("**/presencia"):
        luz.page.clock.run_for(20_500)
    ben.case(case).says("Luz Marina Tovar está escribiendo.")
    expect(ben.page.locator(".clocks")).to_contain_text("Luz Marina Tovar")
    ben.follow("Responder").says("Lo tiene Luz Marina Tovar.")
    ben.follow("Tomar el caso").says("Hable con esa persona si puede.").press("Tomarlo")
    ben.says("Ahora lo tiene usted.")
    with luz.page.expect_response("**/presencia"):
        luz.page.clock.run_for(20_500)
    luz.says("El caso cambió mientras usted escribía.").says("Benjamín Rojas")
    luz.press("Revisar").press("Enviar")
    expect(luz.page.locator("#text")).to_have_value("Buenos días")
    luz.says("Lo tiene Benjamín Rojas.")
    luz.case(case).says("Benjamín Rojas")


def test_an_agent_works_the_queue_by_keys_alone(
    house: House, new_page: Callable[..., Page]
) -> None:
    _person, case = opened(new_page(viewport=PHONE), house, "es", reachable(13).document_number)
    page = coming(new_page, house, "Luz Marina Tovar").open("/").page
    first = page.locator("a[data-row]").first
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/caso/\d{4}-\d{4}-\d{2}$"))
    page.go_back()
    page.keyboard.press("/")
    page.keyboard.type(case)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/caso/{case}$"))
    take = page.get_by_role("button", name="Tomar el caso")
    for _ in range(40):
        if take.evaluate("it => it === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(take).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Ahora lo tiene usted.")
