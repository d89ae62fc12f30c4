"""Text messages: a mobile, a landline, a user name, and a document whose mailbox is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from recupera.messages import gsm
from tests.house.processes import House, messages
from tests.journeys.walk import Walk, code_of

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
WITHOUT_JAVASCRIPT = PHONE | {"java_script_enabled": False}
ASK_BY_SMS = {
    "es": "Enviar por mensaje de texto al celular registrado",
    "en": "Send it by text message to the registered mobile phone",
}
LOST_MAILBOX = {"es": "No tengo acceso a ese correo", "en": "I cannot open that mailbox"}


@pytest.mark.parametrize(
    ("language", "device"), [("es", PHONE), ("en", PHONE), ("es", WITHOUT_JAVASCRIPT)]
)
def test_a_mobile_gets_one_text_message_whose_code_shows_the_registered_mail(
    house: House, new_page: Callable[..., Page], language: str, device: dict[str, Any]
) -> None:
    # Each run takes a person of its own: a datum has its budget.
    number = {"es": "3157780011", "en": "3206618890"}[language]
    number = "3182204417" if device is WITHOUT_JAVASCRIPT else number
    mail = {"3157780011": "carlos.moreno@example.com", "3206618890": "jorge.castillo@example.co"}
    walk = Walk(new_page(**device), house, language).open().ask("phone", number)
    (message,) = walk.received(1)
    assert (message["channel"], message["to"]) == ("sms", f"+57{number}")
    assert gsm.septets(message["text"]) <= gsm.ONE_PART
    walk.type_code(code_of(message)).checked()
    main = walk.page.get_by_role("main")
    expect(main).to_contain_text(mail.get(number, "diana.quintero@example.com"))


def test_a_landline_gets_its_code_by_mail_and_no_text_message(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("phone", "604 412 3456")
    expect(page.get_by_role("main")).to_contain_text("enviamos un código al correo registrado")
    (message,) = walk.received(1)
    assert (message["channel"], message["to"]) == ("email", "marta.restrepo@example.co")
    walk.type_code(code_of(message)).checked()
    expect(page.get_by_role("main")).to_contain_text("mrestrepo")


def test_a_user_name_gets_one_code_by_mail_and_another_by_text_message(
    house: House, page: Page
) -> None:
    walk = Walk(page, house).open().ask("username", "aperez")
    expect(page.get_by_role("main")).to_contain_text("al correo y al celular registrados")
    both = walk.received(2)
    assert {one["channel"]: one["to"] for one in both} == {
        "email": "ana.perez@example.com",
        "sms": "+573104564050",
    }
    assert len({code_of(one) for one in both}) == 2
    walk.type_code(code_of(both[0])).checked()
    expect(page.get_by_role("main")).to_contain_text("ana.perez@example.com")


@pytest.mark.parametrize(
    ("language", "device", "document"),
    [("es", PHONE, "1049604050"), ("en", WITHOUT_JAVASCRIPT, "16742903")],
)
def test_a_document_whose_mailbox_is_lost_gets_a_text_message_on_request(
    house: House,
    new_page: Callable[..., Page],
    language: str,
    device: dict[str, Any],
    document: str,
) -> None:
    walk = Walk(new_page(**device), house, language).open().ask("national_id", document)
    assert walk.received(1)[0]["channel"] == "email"
    walk.page.wait_for_timeout(10_500)
    walk.page.get_by_text(LOST_MAILBOX[language], exact=True).click()
    walk.page.get_by_role("button", name=ASK_BY_SMS[language]).click()
    expect(walk.page.locator(".error-summary, .summary, [role=alert]")).to_have_count(0)
    newest = walk.received(2)[0]
    assert newest["channel"] == "sms"
    walk.type_code(code_of(newest)).checked()
    expect(walk.page.get_by_role("main")).to_contain_text(document[-4:])


def test_an_unknown_mobile_gets_the_same_page_and_nothing_else(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("phone", "3009998877")
    expect(page.get_by_role("main")).to_contain_text("por mensaje de texto a ese celular")
    walk.type_code("0000 0000").checked()
    expect(page.get_by_role("main")).to_contain_text("Le quedan 4 intentos")
    assert not [one for one in messages(house) if one["to"] == "+573009998877"]
