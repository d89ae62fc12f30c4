"""The main job: a person types a datum, receives a code, types it, and reads their user name."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.walk import Walk, code_of, invented

pytestmark = pytest.mark.journey

DEVICES = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True},
    "without_javascript": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
CASES = [
    pytest.param((number, case), id="-".join(case))
    for number, case in enumerate(
        (kind, language, device)
        for kind in ("national_id", "email", "username")
        for language in ("es", "en")
        for device in ("phone", "without_javascript")
    )
]
MISSING = {"es": "Si ese dato está registrado", "en": "If "}


@pytest.mark.parametrize("case", CASES)
def test_a_code_to_the_registered_mailbox_shows_the_user_name(
    house: House,
    new_page: Callable[..., Page],
    case: tuple[int, tuple[str, str, str]],
) -> None:
    number, (kind, language, device) = case
    person = invented(number)
    typed = {
        "national_id": person.document_number,
        "email": person.emails[0],
        "username": person.username,
    }[kind]
    walk = Walk(new_page(**DEVICES[device]), house, language).open().ask(kind, typed)
    mail = walk.mail()
    assert mail["to"] == person.emails[0]
    assert (person.username in mail["text"]) == (kind != "username")
    walk.type_code(code_of(mail)).checked()
    main = walk.page.get_by_role("main")
    expect(main).to_contain_text(person.username)
    expect(main).to_contain_text(person.emails[0])
    expect(main).to_contain_text(person.name)
    expect(main).to_contain_text(person.document_number[-4:])
    expect(main).not_to_contain_text(person.document_number)


@pytest.mark.parametrize("device", DEVICES)
def test_an_unknown_datum_gets_the_same_page_and_no_message(
    house: House, new_page: Callable[..., Page], device: str
) -> None:
    datum = f"nadie.{device}@example.com".replace("_", ".")
    walk = Walk(new_page(**DEVICES[device]), house).open().ask("email", datum)
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Escriba el código")
    expect(walk.page.get_by_role("main")).to_contain_text("Si ese dato está registrado")
    walk.type_code("0000 0000").checked()
    expect(walk.page.get_by_role("main")).to_contain_text("Ese código no es correcto")
    expect(walk.page.get_by_role("main")).to_contain_text("Le quedan 4 intentos")
    assert not walk.sent()


def test_three_accounts_of_one_mailbox_come_in_one_answer(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("email", "carlos.moreno@example.com")
    walk.type_code(code_of(walk.mail())).checked()
    expect(page.get_by_role("main")).to_contain_text("Hay 3 cuentas")
    expect(page.locator("li.account")).to_have_count(3)


def test_an_inactive_account_is_told_so_after_the_code(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("email", "jorge.castillo@example.co")
    walk.type_code(code_of(walk.mail())).checked()
    expect(page.get_by_role("main")).to_contain_text("Con esta cuenta no puede ingresar")


def test_two_mailboxes_of_one_document_each_open_their_own_account(
    house: House, page: Page
) -> None:
    walk = Walk(page, house).open().ask("national_id", "1098765432")
    sent = walk.received(2)
    assert len({one["to"] for one in sent}) == len(sent) == 2
    walk.type_code(code_of(sent[0])).checked()
    expect(page.locator("li.account")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text(sent[0]["to"])
    expect(page.get_by_role("main")).not_to_contain_text(sent[1]["to"])


def test_english_by_one_press_keeps_what_was_typed(house: House, page: Page) -> None:
    walk = Walk(page, house).open()
    walk.choose("email", "alguien@example.com")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#email")).to_have_value("alguien@example.com")


def test_an_example_fills_the_form_and_leads_to_the_mailbox(house: House, page: Page) -> None:
    Walk(page, house).open()
    page.locator(".demo button").first.click()
    filled = page.locator("input[type=radio]:checked")
    expect(filled).to_have_count(1)
    expect(page.locator(f"#{filled.input_value()}")).not_to_have_value("")
    link = page.locator(".demo a", has_text="buzón")
    expect(link).to_have_attribute("href", house.mailbox + "/")


def test_the_answer_can_be_wiped_from_this_computer(house: House, page: Page) -> None:
    person = invented(40)
    walk = Walk(page, house).open().ask("email", person.emails[0])
    walk.type_code(code_of(walk.mail())).checked()
    page.get_by_role("button", name="Terminar y borrar de este equipo").click()
    expect(page.get_by_role("main")).to_contain_text("no queda nada")
    assert page.context.cookies() == []
    page.go_back()
    page.goto(house.portal + "/respuesta")
    expect(page.get_by_role("main")).not_to_contain_text(person.username)


def test_a_late_message_still_helps_by_the_user_name_in_it(house: House, page: Page) -> None:
    person = invented(41)
    walk = Walk(page, house).open().ask("national_id", person.document_number)
    mail = walk.mail()
    assert f"Su usuario es: {person.username}" in " ".join(mail["text"].split())
    assert "No dé este código a nadie" in " ".join(mail["text"].split())
