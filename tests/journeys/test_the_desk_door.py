"""Agents at the door of the desk, in a browser with an authenticator of its own."""

import json
import re
import time
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from recupera.agents.demo import PASSWORD
from tests.house.processes import House, messages
from tests.journeys.staff_walk import authenticator
from tests.pages.test_browser import SIGHTS, accessible, complaints, listen  # noqa: F401

pytestmark = pytest.mark.journey

CODE = re.compile(r"[A-Z0-9]{5}(-[A-Z0-9]{5}){2}")
OWN = "siete canoas bajan por el Atrato"


def invited(house: House, email: str, role: str = "supervisor") -> str:
    done = house.command("desk", "invite", "--email", email, "--name", "Ana Ruiz", "--role", role)
    assert done.returncode == 0, done.stderr
    return next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("code"))


def demo_code(house: House, name: str, *, fresh: bool = False) -> str:
    """The code that the mailbox shows; the next one where `fresh`."""
    before = _agents(house)[name]
    while fresh and _agents(house)[name] == before:
        time.sleep(0.5)
    return _agents(house)[name]


def _agents(house: House) -> dict[str, str]:
    with urlopen(house.mailbox + "/api/agents", timeout=60) as answer:
        said = json.load(answer)["agents"]
    return {one["email"].partition("@")[0]: one["code"] for one in said}


def sign_in(page: Page, house: House, email: str, password: str = PASSWORD) -> None:
    page.goto(house.desk + "/ingresar")
    page.locator("#login").fill(email)
    page.locator("#password").fill(password)
    page.get_by_role("button", name="Continuar").click()


def test_the_first_supervisor_comes_in_by_passkey(
    new_page: Callable[..., Page],
    house: House,
    complaints: list[str],  # noqa: F811
) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    listen(page, complaints)
    authenticator(page)
    page.goto(house.desk + "/invitacion")
    accessible(page)
    page.locator("#code").fill(invited(house, "jefa@mesa.example").lower())
    page.get_by_role("button", name="Continuar").click()
    accessible(page)
    page.locator("#password").fill(OWN)
    page.get_by_role("button", name="Continuar").click()
    accessible(page)
    page.get_by_role("button", name="Crear una llave de acceso").click()
    expect(page).to_have_url(house.desk + "/mi-acceso/codigos")
    expect(page.locator(".codes li")).to_have_count(10)
    accessible(page)
    page.get_by_role("link", name="Ya los guardé").click()
    expect(page.get_by_role("link", name="Ana Ruiz")).to_be_visible()
    page.goto(house.desk + "/mi-acceso")
    accessible(page)
    page.get_by_role("link", name="Salir de la mesa").click()
    accessible(page)
    page.get_by_role("button", name="Salir de la mesa").click()
    page.get_by_role("button", name="Ingresar con llave de acceso").click()
    expect(page).to_have_url(house.desk + "/")


def test_an_agent_comes_in_by_code_and_the_code_opens_nothing_twice(
    new_page: Callable[..., Page], house: House
) -> None:
    page, other = new_page(java_script_enabled=False), new_page(java_script_enabled=False)
    sign_in(page, house, "agente@mesa.example")
    code = demo_code(house, "agente", fresh=True)
    page.locator("#code").fill(code)
    page.get_by_role("button", name="Ingresar").click()
    expect(page).to_have_url(house.desk + "/")
    sign_in(other, house, "agente@mesa.example")
    other.locator("#code").fill(code)
    other.get_by_role("button", name="Ingresar").click()
    expect(other.get_by_role("alert")).to_contain_text("ya se usó")
    other.goto(house.desk + "/")
    expect(other).to_have_url(house.desk + "/ingresar/segundo-factor")


def test_a_supervisor_invites_an_agent_who_then_comes_in(
    new_page: Callable[..., Page],
    house: House,
    complaints: list[str],  # noqa: F811
) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    listen(page, complaints)
    authenticator(page)
    page.goto(house.desk + "/invitacion")
    page.locator("#code").fill(invited(house, "otra@mesa.example"))
    page.get_by_role("button", name="Continuar").click()
    page.locator("#password").fill(OWN)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("button", name="Crear una llave de acceso").click()
    expect(page.locator(".codes")).to_be_visible()
    page.goto(house.desk + "/equipo")
    accessible(page)
    page.locator("#name").fill("Luz Nueva")
    page.locator("#email").fill("nueva@mesa.example")
    page.get_by_role("button", name="Continuar").click()
    accessible(page)
    page.get_by_role("button", name="Confirmar con llave de acceso").click()
    expect(page.get_by_text("nueva@mesa.example")).to_be_visible()
    mail = newest_to(house, "nueva@mesa.example")
    other = new_page()
    other.goto(house.desk + "/invitacion")
    other.locator("#code").fill(mail)
    other.get_by_role("button", name="Continuar").click()
    expect(other.locator("main")).to_contain_text("Hola, Luz Nueva")


def newest_to(house: House, address: str, seconds: float = 120) -> str:
    """The code of the invitation that came to this address."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for one in messages(house):
            if address in str(one["to"]):
                return next(filter(CODE.fullmatch, str(one["text"]).split()))
        time.sleep(0.2)
    raise AssertionError("no invitation came")


def test_a_recovery_code_leads_to_a_new_invitation(
    new_page: Callable[..., Page], house: House
) -> None:
    page, lost = new_page(), new_page()
    authenticator(page)
    page.goto(house.desk + "/invitacion")
    page.locator("#code").fill(invited(house, "olvido@mesa.example", "agent"))
    page.get_by_role("button", name="Continuar").click()
    page.locator("#password").fill(OWN)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("button", name="Crear una llave de acceso").click()
    code = page.locator(".codes li").first.inner_text()
    sign_in(lost, house, "olvido@mesa.example", OWN)
    accessible(lost)
    lost.locator("#code").fill(code)
    lost.get_by_role("button", name="Ingresar").click()
    expect(lost).to_have_url(house.desk + "/acceso")
    expect(lost.locator("main")).to_contain_text("Entró con un código de recuperación")
    accessible(lost)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_the_sign_in_page_on_every_sight(
    new_page: Callable[..., Page],
    house: House,
    complaints: list[str],  # noqa: F811
    sight: tuple[int, str, str],
) -> None:
    width, scheme, prefix = sight
    page = new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    listen(page, complaints)
    page.goto(f"{house.desk}{prefix}/ingresar")
    accessible(page)
    said = "Sign in to the help desk" if prefix else "Ingrese a la mesa de ayuda"
    expect(page.locator("h1")).to_have_text(said)
