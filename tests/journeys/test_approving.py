"""One agent proposes, another approves by passkey over what the order says, the worker does it
after the hold; and the ways around each of these in the browsers of agents."""

import base64
import json
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Page, expect

from recupera.people import EXAMPLE_PASSWORD
from tests.house.processes import House
from tests.journeys.owner_walk import OwnerWalk, reachable
from tests.journeys.staff_walk import StaffWalk, coming
from tests.journeys.test_a_lost_mailbox import after_the_hold, papers_checked
from tests.journeys.test_signing_in import Platform

pytestmark = pytest.mark.journey
REASON = "La carta y la cédula son suyas; ya no trabaja allí."
# A form that no page of ours has, with the token of the page that is open.
FORM = """fields => {
  const form = Object.assign(document.createElement('form'), {method: 'post'});
  const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
  for (const [name, value] of Object.entries({...fields, csrfmiddlewaretoken: token}))
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  document.body.append(form);
  form.submit();
}"""


def proposed(new_page: Callable[..., Page], house: House, number: int) -> tuple[StaffWalk, str]:
    """An order to deactivate an account; who proposed it, and its address."""
    account = reachable(number)
    page = new_page(viewport={"width": 360, "height": 740})
    ana = OwnerWalk(page, house, f"otra.{account.username}@gmail.com", account=account)
    ana.asks("desactivacion-usuario", "Ya no trabajo allí.")
    luz = coming(new_page, house, "Luz Marina Díaz")
    papers_checked(ana, luz.finds(ana.number).takes())
    return luz, luz.proposes(ana.number, "deactivate", REASON)


def challenge_signed(fields: dict[str, str]) -> str:
    said = json.loads(fields["passkey"])["response"]["clientDataJSON"]
    return str(json.loads(base64.urlsafe_b64decode(said + "=="))["challenge"])


def test_another_agents_passkey_approves_what_stands_there_once(
    house: House, new_page: Callable[..., Page]
) -> None:
    luz, order = proposed(new_page, house, 20)
    ben = coming(new_page, house, "Benjamín Rojas")
    ben.open(order).says(REASON)
    digest = ben.page.locator("[name=digest]").input_value()
    button = ben.page.locator("button[data-passkey]")
    challenge = json.loads(str(button.get_attribute("data-passkey")))["challenge"]

    # Who proposed does not approve: there is no button, and no form of hers does it.
    expect(luz.open(order).page.get_by_role("button", name="Aprobar")).to_have_count(0)
    luz.page.evaluate(FORM, {"act": "approve", "digest": digest})
    luz.says("Usted propuso esta orden: la aprueba otra persona")

    # What was read is not what is signed for.
    ben.page.evaluate("document.querySelector('[name=digest]').value = 'f'.repeat(64)")
    ben.press("confirm").says("El caso cambió mientras usted lo leía.")

    ben.open(order)
    with ben.page.expect_request(lambda one: one.method == "POST") as sent:
        ben.press("confirm")
    ben.says("En espera").says("Benjamín Rojas")
    fields = dict(parse_qsl(sent.value.post_data or ""))
    assert challenge_signed(fields) == challenge
    ben.page.evaluate(FORM, fields)
    ben.says("Ahora no se puede")

    there = Platform(new_page(), house)
    there.sign_in(reachable(20).username, EXAMPLE_PASSWORD)
    there.says("in", reachable(20).username)
    after_the_hold(house, 71)
    ben.open(order).says("En espera")
    after_the_hold(house)
    ben.open(order).says("Hecha")
    after = Platform(new_page(), house)
    after.sign_in(reachable(20).username, EXAMPLE_PASSWORD)
    after.says("wrong")
