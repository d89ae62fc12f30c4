"""A supervisor looks at the figures, lets an agent in, prints a case's journal; an auditor sees all
of it and can do nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.house.processes import House
from tests.journeys.case_walk import CaseWalk
from tests.journeys.owner_walk import reachable
from tests.journeys.staff_walk import StaffWalk, coming
from tests.journeys.test_approving import FORM
from tests.journeys.test_the_desk_door import newest_to

pytestmark = pytest.mark.journey


def test_a_supervisor_and_an_auditor(
    house: House, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    document = reachable(30).document_number
    person = CaseWalk(new_page(), house, f"jefa.{document}@gmail.com", document)
    case, _key = person.begin().described().attached().sent()

    gloria = coming(new_page, house, "Gloria Inés Cuéllar", "supervisor")
    gloria.open("/equipo")
    gloria.page.locator("#name").fill("Nora Nueva")
    email = f"nora.{document}@mesa.example"
    gloria.page.locator("#email").fill(email)
    gloria.press("go_on").press("confirm").says(email)
    nora = StaffWalk(new_page(), house, email, name="Nora Nueva")
    nora.by_passkey(newest_to(house, email))
    nora.finds(case).takes().looks(case, "Comparo el nombre con el documento.")
    expect(nora.page.locator("section.account")).to_contain_text(reachable(30).emails[0])
    assert nora.page.goto(nora.address("/supervision")).status == 403  # type: ignore[union-attr]

    figures(gloria, tmp_path)
    gloria.case(case, "registro").press("Abrir el registro").says("Nora Nueva")
    gloria.says("encadenadas")
    gloria.page.emulate_media(media="print")
    expect(gloria.page.get_by_role("button", name="Leer de nuevo")).not_to_be_visible()

    reads_and_does_nothing(coming(new_page, house, "Hernán Darío Ruiz", "auditor"), case)


def figures(gloria: StaffWalk, folder: Path) -> None:
    """Pictures, each with its table and its file."""
    page = gloria.open("/supervision").page
    expect(page.locator("main svg").first).to_be_visible()
    section = page.get_by_role("region", name="Cuentas vistas sin máscara, por agente")
    section.get_by_text("Ver la tabla").click()
    expect(section.get_by_role("row", name="Nora Nueva")).to_be_visible()
    with page.expect_download() as download:
        section.get_by_role("link", name="Descargar").click()
    download.value.save_as(folder / "views.csv")
    assert "Nora Nueva" in (folder / "views.csv").read_text("utf-8-sig")


def reads_and_does_nothing(auditor: StaffWalk, case: str) -> None:
    page = auditor.case(case).page
    expect(page.locator("main")).to_contain_text("La historia")
    expect(page.locator(".doings")).to_have_count(0)
    for path, status in (("registro", 200), ("pruebas", 200), ("cuenta", 403), ("orden", 403)):
        found = page.goto(auditor.address(f"/caso/{case}/{path}"))
        assert found and found.status == status, path
    for path in ("/equipo", "/textos"):
        found = page.goto(auditor.address(path))
        assert found and found.status == 403, path
    auditor.case(case, "pruebas")
    expect(page.locator("button[name=press]")).to_have_count(0)
    with page.expect_response(lambda one: one.request.method == "POST") as told:
        auditor.case(case, "registro").page.evaluate(
            FORM.replace("{method: 'post'}", f"{{method: 'post', action: '/caso/{case}/nota'}}"),
            {"text": "Una nota.", "revision": "1"},
        )
    assert told.value.status == 403
    page.wait_for_url("**/nota")
    expect(auditor.case(case).page.locator("main")).not_to_contain_text("Una nota.")
