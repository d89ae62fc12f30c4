"""Somebody new at the desk signs in, reads the guide, solves a case; its person reads it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recupera.cases.practice import PRACTICE
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key
from tests.house.processes import House
from tests.journeys.case_walk import CaseWalk
from tests.journeys.test_the_desk_door import demo_code, sign_in
from tests.pages.test_browser import accessible, complaints, listen  # noqa: F401

pytestmark = pytest.mark.journey
CASE = PRACTICE[0].case
ANSWER = "Revisamos su documento. Le enviamos su usuario al correo registrado."


def test_the_first_case_of_the_guide_from_signing_in_to_the_answer(
    new_page: Callable[..., Page],
    house: House,
    complaints: list[str],  # noqa: F811
) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    listen(page, complaints)
    sign_in(page, house, "senior@mesa.example")
    page.locator("#code").fill(demo_code(house, "senior"))
    page.get_by_role("button", name="Ingresar").click()
    page.get_by_role("link", name="Guía de la mesa").click()
    accessible(page)
    page.get_by_role("link", name=f"Caso {grouped(CASE.reference)}").click()
    expect(page.locator("main")).to_contain_text("no recuerdo mi usuario")
    with page.expect_download() as paper:
        page.get_by_role("button", name="Descargar").click()
    assert paper.value.suggested_filename == "cedula.png"
    identity_checked(page)
    page.goto(f"{house.desk}/caso/{grouped(CASE.reference)}/responder")
    page.locator("#text").fill(ANSWER)
    page.get_by_role("button", name="Revisar").click()
    page.get_by_role("button", name="Enviar").click()
    expect(page.locator("main")).to_contain_text("Se envió la respuesta.")
    person = CaseWalk(new_page(), house, "")
    person.follow(grouped(CASE.reference), grouped_tracking_key(CASE.key))
    expect(person.page.locator("main")).to_contain_text(ANSWER)


def identity_checked(page: Page) -> None:
    """What the drawn paper says, copied; as the person's own it is proven."""
    owner = next(one for one in synthetic_accounts() if one.username == CASE.who)
    page.get_by_role("link", name="Pedir y revisar pruebas").click()
    page.get_by_role("link", name="Documento de identidad").click()
    page.get_by_label("cedula.png").check()
    page.get_by_label("Número del documento").fill(owner.document_number)
    page.get_by_label("Nombre en el documento").fill(owner.name)
    page.locator("#yes-vigente").check()
    page.locator("#yes-entero").check()
    page.get_by_role("button", name="Guardar la revisión").click()
    expect(page.locator("main")).to_contain_text("Probado")
