"""Mail that hangs or is refused, a worker or sender that is gone: what a person sees then."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.house.client import Client
from tests.house.hours import SPOKEN
from tests.house.processes import House
from tests.house.smtp import Smtp
from tests.journeys.walk import Walk, code_of, invented, until

pytestmark = pytest.mark.journey


def door(house: House, name: str) -> int:
    """The process id of one door of this house."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            words = (status.parent / "cmdline").read_bytes().split(b"\0")
            parent = re.search(r"PPid:\s*(\d+)", status.read_text())
        except OSError:
            continue
        if parent and int(parent[1]) == house.process.pid and name.encode() in words:
            return int(status.parent.name)
    raise AssertionError(f"no {name} under process {house.process.pid}")


@contextmanager
def paused(house: House, name: str) -> Iterator[None]:
    """The door stands still, as on a machine that is out of breath."""
    process = door(house, name)
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        # Where it was killed meanwhile, its end may have been noted already.
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)


def page_of(client: Client, address: str) -> tuple[int, str]:
    """What a person gets after asking, without what is new every time."""
    asked = client.ask("email", address)
    code_page = client.get("/codigo")
    bare = re.sub(r'data-challenge="[^"]*"|value="[^"]*"|nonce="[^"]*"', "", code_page.body)
    bare = re.sub(rf"\b[B-Z][2-9][B-Z][2-9]\b|{SPOKEN}", "", bare.replace(address, ""))
    return asked.status, bare


@pytest.mark.parametrize("behave", ["refuse", "defer", "hang"])
def test_a_mail_server_that_fails_changes_no_page(
    new_house: Callable[..., House], smtp: Smtp, behave: str
) -> None:
    smtp.behave = behave
    house = new_house(smtp_url=smtp.url)
    person = invented(50)
    known, unknown = person.emails[0], "x" + person.emails[0][1:]
    started = time.monotonic()
    pages = [page_of(Client(house.portal), address) for address in (known, unknown)]
    took = time.monotonic() - started
    until(lambda: [smtp.attempts] if smtp.attempts else [])
    pages += [page_of(Client(house.portal), "y" + known[1:])]
    assert pages[0] == pages[1] == pages[2]
    assert took < 20, "no page waits for the mail server"
    smtp.behave = "accept"
    if behave == "defer":
        assert until(lambda: [one for one in smtp.received if one["To"] == known])


def test_a_code_typed_while_the_worker_stands_still_is_kept_and_judged_later(
    new_house: Callable[..., House], page: Page
) -> None:
    house = new_house()
    person = invented(51)
    walk = Walk(page, house).open().ask("email", person.emails[0])
    code = code_of(walk.mail())
    with paused(house, "worker"):
        walk.type_code(code)
        expect(page.get_by_role("button", name="Comprobar")).to_be_visible()
        page.wait_for_timeout(9_000)
        page.goto(house.portal + "/espera")
        expect(page.get_by_role("main")).to_contain_text("Recibimos su código y está guardado")
    walk.checked()
    expect(page.get_by_role("main")).to_contain_text(person.username)


@pytest.mark.parametrize("name", ["worker", "sender"])
def test_a_door_that_is_killed_comes_back_and_loses_nothing(
    new_house: Callable[..., House], page: Page, name: str
) -> None:
    house = new_house()
    person = invented(52)
    with paused(house, name):
        walk = Walk(page, house).open().ask("email", person.emails[0])
        os.kill(door(house, name), signal.SIGKILL)
    mail = walk.mail()
    walk.type_code(code_of(mail)).checked()
    expect(page.get_by_role("main")).to_contain_text(person.username)


def test_two_tabs_know_which_enquiry_is_open(house: House, new_page: Callable[..., Page]) -> None:
    first = new_page()
    walk = Walk(first, house).open().ask("email", "primera.pestana@example.com")
    second = Walk(first.context.new_page(), house).open()
    second.ask("email", "segunda.pestana@example.com")
    walk.type_code("0000 0000")
    expect(first.get_by_role("main")).to_contain_text("segunda.pestana@example.com")
    expect(first.get_by_role("main")).to_contain_text(second.reference())
    first.get_by_role("link", name="Ir a la consulta abierta").click()
    expect(first.locator("#code")).to_be_visible()


def test_five_wrong_codes_end_the_enquiry_and_say_what_to_do(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("email", "adivino@example.com")
    for left in ("4 intentos", "3 intentos", "2 intentos", "1 intento"):
        walk.type_code("0000 0000").checked()
        expect(page.get_by_role("main")).to_contain_text(left)
    walk.type_code("0000 0000").checked()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Se acabaron los intentos")
    expect(page.get_by_role("main").get_by_role("link", name="Empezar de nuevo")).to_be_visible()


def test_without_cookies_a_person_is_told_how_to_go_on(house: House, page: Page) -> None:
    walk = Walk(page, house).open().ask("email", "sin.galletas@example.com")
    page.context.clear_cookies()
    page.goto(house.portal + "/codigo")
    expect(page.get_by_role("main")).to_contain_text("Este navegador ya no tiene su consulta")
    assert walk.page.get_by_role("link", name="Empezar de nuevo").count() == 1
