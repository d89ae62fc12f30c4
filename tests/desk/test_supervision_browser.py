"""A supervisor and an auditor in a browser: figures and a case's journal, light and dark."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from recupera.agents.models import Tally
from recupera.agents.policy import Role
from recupera.agents.tally import day_of
from recupera.figures.counting import add
from recupera.figures.models import What
from recupera.journal.chain import seal_new
from recupera.letterbox.clock import now
from tests.claimant import Claimant
from tests.desk.staff import agent, browser

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
]
SIZES = {"telephone": (360, 800), "desk": (1280, 900)}


@pytest.fixture
def enter(desk: object, new_page: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    def entering(role: Role, size: str = "desk", scheme: str = "light") -> Page:
        width, height = SIZES[size]
        page = new_page(
            base_url=server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
        )
        session = browser(agent(role, "Vera Superior")).cookies
        page.context.add_cookies(
            [{"name": "mesa", "value": session["mesa"].value, "url": server.url}]
        )
        return page

    # No certificate here, and so no name that asks for one.
    with override_settings(SESSION_COOKIE_NAME="mesa", SESSION_COOKIE_SECURE=False):
        # Started here, behind the desk's own settings.
        server = LiveServer("127.0.0.1:0")
        yield entering
        server.stop()


def looked_at(page: Page, name: str) -> None:
    """Accessible, and nothing beyond the edge; kept as a picture where somebody asks for it."""
    # What is still loading may not have its style yet.
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("RECUPERA_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def busy() -> Claimant:
    """A house in which something happened."""
    today = day_of(now("vault"))
    luz, leo = agent(name="Luz Marina"), agent(name="Leo Quintero")
    for who, what, count in (
        (luz, "view_clear", 12),
        (leo, "view_clear", 31),
        (leo, "approve!refused", 5),
    ):
        Tally.objects.create(agent=who.id, day=today, what=what, count=count)
    add({(today, What.ASKED): 120, (today, What.PROVEN): 96, (today, What.PASSWORDS): 41})
    people = [Claimant().opened() for _ in range(6)]
    people[0].acted("close", text="Ya pude.")
    seal_new()
    return people[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_supervisor_looks_at_the_figures(
    enter: Callable[..., Page], busy: Claimant, size: str, scheme: str
) -> None:
    page = enter(Role.SUPERVISOR, size, scheme)
    page.goto("/supervision")
    looked_at(page, f"supervision-{size}-{scheme}")
    page.get_by_role("link", name="90 días").click()
    page.wait_for_url("**/supervision?dias=90")
    section = page.get_by_role("region", name="Cuentas vistas sin máscara, por agente")
    section.get_by_text("Ver la tabla").click()
    expect(section.get_by_role("row", name="Leo Quintero 31 31 31")).to_be_visible()
    with page.expect_download() as download:
        section.get_by_role("link", name="Descargar").click()
    assert download.value.suggested_filename.startswith("miradas-")


@pytest.mark.parametrize("size", SIZES)
def test_an_auditor_reads_a_cases_journal(
    enter: Callable[..., Page], busy: Claimant, size: str
) -> None:
    page = enter(Role.AUDITOR, size)
    page.goto(f"/caso/{busy.form.reference}/registro")
    looked_at(page, f"journal-closed-{size}")
    page.get_by_role("button", name="Abrir el registro").click()
    page.get_by_text("2 entradas, 2 encadenadas; 2 siguen").wait_for()
    looked_at(page, f"journal-{size}")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Leer de nuevo")).to_be_hidden()
