"""Agents at work in a browser: the next case, taken, asked, answered; and the person reads it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from recupera.cases.models import File, FileState
from recupera.desk.case.finding import address
from tests.claimant import form, mails, uploaded
from tests.desk.asking import opened
from tests.desk.serving import page_of, served
from tests.desk.staff import agent
from tests.desk.test_passing import scanned

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]


@pytest.fixture
def origin(desk: object) -> Iterator[str]:
    """Over http, as in the demo: a cookie that only comes by https has another name."""
    plain = {"SESSION_COOKIE_NAME": "mesa", "SESSION_COOKIE_SECURE": False}
    with override_settings(ALLOWED_HOSTS=["127.0.0.1", "testserver"], **plain), served() as found:
        yield found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_agent_finds_takes_asks_and_answers_and_the_person_reads_it(
    origin: str, new_page: Callable[..., Page], scripts: bool
) -> None:
    person, _case = opened(confirmed=True)
    page = page_of(agent(), origin, new_page, java_script_enabled=scripts)
    page.goto("/")
    page.locator("a[data-row]").first.click()
    page.get_by_role("button", name="Tomar el caso").click()
    expect(page.locator("main")).to_contain_text("Ahora lo tiene usted.")
    page.get_by_role("link", name="Pedir lo que falta").click()
    page.get_by_role("button", name="Insertar").click()
    expect(page.locator("#text")).to_have_value(
        "Para seguir necesitamos una copia legible de su documento de identidad, por los dos "
        "lados. Agréguela en la página de su caso.\n\n"
        "Mientras nos responde, el plazo de su caso se detiene."
    )
    page.get_by_role("button", name="Revisar").click()
    page.get_by_role("button", name="Enviar").click()
    expect(page.locator("main")).to_contain_text("Se pidió lo que falta.")
    person.elsewhere_by_key().acted("add", text="Aquí va.")
    page.goto("/")
    page.locator("a[data-row]").first.click()
    expect(page.locator("main")).to_contain_text("Aquí va.")
    page.get_by_role("link", name="Responder").click()
    page.locator("#text").fill("Enviamos su usuario al correo registrado.")
    page.get_by_role("button", name="Revisar").click()
    page.get_by_role("button", name="Corregir").click()
    expect(page.locator("#text")).to_have_value("Enviamos su usuario al correo registrado.")
    page.get_by_role("button", name="Revisar").click()
    page.get_by_role("button", name="Enviar").click()
    expect(page.locator("main")).to_contain_text("Se envió la respuesta.")
    shown = person.elsewhere_by_key().case
    assert shown.entries[-1].text == "Enviamos su usuario al correo registrado."
    news = [one for one in mails() if one.template.value == "case_news_by_email"]
    assert len(news) == 2


def test_two_agents_see_each_other_while_one_writes(
    origin: str, new_page: Callable[..., Page]
) -> None:
    _, case = opened()
    luz = page_of(agent(), origin, new_page)
    sol = page_of(agent(name="Sol Agente"), origin, new_page)
    # The page tells every 20 s; the clock of the browser moves only when it is told to.
    luz.clock.install(time=0)
    luz.clock.pause_at(1000)
    luz.goto(f"/caso/{address(case)}/responder")
    luz.locator("#text").fill("Buenos días")
    with luz.expect_response("**/presencia"):
        luz.clock.run_for(20_500)
    sol.goto(f"/caso/{address(case)}")
    expect(sol.locator(".presence")).to_have_text("Luz Agente está escribiendo.")
    with luz.expect_response("**/presencia"):
        luz.clock.run_for(20_500)
    expect(luz.locator(".presence")).to_have_text("Sol Agente mira este caso.")


def test_the_queue_is_walked_by_keys_alone(origin: str, new_page: Callable[..., Page]) -> None:
    opened(), opened()
    page = page_of(agent(), origin, new_page)
    page.goto("/")
    first, second = page.locator("a[data-row]").all()
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/caso/*")
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jk/")
    expect(page.locator("#q")).to_have_value("jk/")


def test_a_file_is_saved_and_never_shown(origin: str, new_page: Callable[..., Page]) -> None:
    new = form()
    _, case = opened(draft=new.draft, files=(uploaded(new.draft, name="<b>ñ.html"),))
    scanned(File.objects.get(), b"<script>alert(1)</script>", FileState.UNSCANNED)
    page = page_of(agent(), origin, new_page)
    page.goto(f"/caso/{address(case)}")
    expect(page.locator("main")).to_contain_text("Nadie lo pudo revisar")
    with page.expect_download() as saved, page.expect_response("**/archivo/*") as answer:
        page.get_by_role("button", name="Descargar").click()
    assert saved.value.path().read_bytes() == b"<script>alert(1)</script>"
    headers = answer.value.headers
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].endswith("sandbox")
