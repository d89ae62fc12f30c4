"""Several codes of one enquiry, in a browser: each adds to the answer, and says what it proved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.walk import Walk, code_of

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
NEEDS_MAIL = "A new password needs a code to that e-mail as well"


def test_the_code_of_another_mailbox_adds_its_account_and_a_wrong_one_takes_nothing(
    house: House, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE, java_script_enabled=False)
    walk = Walk(page, house).open().ask("national_id", "1098765432")
    first, second = walk.received(2)
    walk.type_code(code_of(first)).checked()
    expect(page.locator("li.account")).to_have_count(1)
    page.get_by_text("¿Falta una cuenta o tiene otro código?", exact=True).click()
    walk.type_code("0000 0000").checked()
    expect(page.locator("#error-code")).to_contain_text("Le quedan 4 intentos")
    walk.type_code(code_of(second)).checked()
    expect(page.locator("li.account")).to_have_count(2)
    expect(page.get_by_role("status")).to_contain_text("Agregamos 1 cuenta a las que ya veía.")
    main = page.get_by_role("main")
    expect(main).to_contain_text(first["to"])
    expect(main).to_contain_text(second["to"])


def test_a_user_name_proven_by_text_message_says_what_its_mail_is_still_needed_for(
    house: House, new_page: Callable[..., Page]
) -> None:
    page = new_page(**PHONE)
    walk = Walk(page, house, "en").open().ask("username", "dquintero")
    by_way = {one["channel"]: one for one in walk.received(2)}
    walk.type_code(code_of(by_way["sms"])).checked()
    main = page.get_by_role("main")
    expect(main).to_contain_text(by_way["email"]["to"])
    expect(main).to_contain_text(NEEDS_MAIL)
    walk.type_code(code_of(by_way["email"])).checked()
    expect(main).to_contain_text("The accounts that it opens were here already.")
    expect(main).not_to_contain_text(NEEDS_MAIL)
