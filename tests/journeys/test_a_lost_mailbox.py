"""The whole story of a lost mailbox: from the case, over every rung, through the hold, to signing
in with the new one; and the same where whoever reads the old mailbox objects."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from recupera.people import EXAMPLE_PASSWORD
from tests.house import engines
from tests.house.processes import House, messages
from tests.journeys.owner_walk import OBJECTION, OwnerWalk, arrived, objection_in, reachable
from tests.journeys.staff_walk import StaffWalk, coming
from tests.journeys.test_objecting import send_code
from tests.journeys.test_signing_in import NEW, Platform
from tests.journeys.walk import Walk, code_of

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
HELD, SOON = "Pidieron un cambio", "cambiaremos el correo"
DONE, SAID = "Hicimos un cambio", "cambiamos el correo"
REASON = "Llamamos, y leyó los dígitos; la carta y la cédula son suyas."


def after_the_hold(house: House, hours: float = 73) -> None:
    """One turn of the worker's duty, so many hours later."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.after_the_hold", str(hours)],
        env=house.environment | {"RECUPERA_DEMO": "1", "RECUPERA_ORIGIN": house.portal},
        cwd=engines.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr


def proven(owner: OwnerWalk, luz: StaffWalk, *, by_code: bool = False) -> None:
    """Every rung: a call, a code to the phone where `by_code`, new mailbox, letter, document."""
    number, account = owner.number, owner.account
    luz.case(number).press("Tomar el caso").says("Ahora lo tiene usted.")
    if by_code:
        luz.case(number, "pruebas").press("Enviar código al celular").says("Pedido.")
        owner.shows_code(owner.phone)
    luz.case(number, "pruebas").press("Ver el número y llamar").says(account.phones[0])
    luz.page.locator("#digits").fill(owner.digits())
    luz.press("Comprobar").says("Probado: sirve diez días")
    luz.case(number, "pruebas").press("Enviar código al correo nuevo").says("Pedido.")
    owner.shows_code(owner.email)
    papers_checked(owner, luz)


def papers_checked(owner: OwnerWalk, luz: StaffWalk) -> None:
    """Letter and document, as they would be in the files."""
    account, today = owner.account, (datetime.now(UTC) - timedelta(hours=5)).date()
    named = {"usuario": account.username, "correo": account.emails[0], "nombre": account.name}
    luz.checks(owner.number, "letter", **named, fecha=today.isoformat())
    luz.says("Probado: sirve diez días")
    luz.checks(owner.number, "identity", numero=account.document_number, nombre=account.name)
    luz.says("No falta nada de lo que el caso dice")


def held(owner: OwnerWalk, luz: StaffWalk, ben: StaffWalk) -> str:
    """Proposed by one and approved by another, each by passkey; the address of the order."""
    order = luz.proposes(owner.number, "change_email", REASON)
    ben.open(order).says(REASON).says(owner.email)
    ben.press("confirm").says("En espera")
    return order


@pytest.fixture
def owner(house: House, new_page: Callable[..., Page]) -> Callable[[int], OwnerWalk]:
    def owning(number: int) -> OwnerWalk:
        account = reachable(number)
        email = f"nuevo.{account.username}@gmail.com"
        page = new_page(viewport=PHONE)
        return OwnerWalk(page, house, email, account=account).asks("cambio-correo")

    return owning


def test_a_lost_mailbox_is_changed_and_its_owner_signs_in(
    owner: Callable[[int], OwnerWalk], house: House, new_page: Callable[..., Page]
) -> None:
    ana = owner(0)
    luz = coming(new_page, house, "Luz Marina Díaz")
    ben = coming(new_page, house, "Benjamín Rojas")
    proven(ana, luz, by_code=True)
    order = held(ana, luz, ben)
    old, phone = ana.account.emails[0], ana.phone
    assert {objection_in(arrived(house, old, HELD)), objection_in(arrived(house, phone, SOON))}
    luz.open(order).says("En espera")
    after_the_hold(house, 71)
    luz.open(order).says("En espera")
    after_the_hold(house)
    luz.open(order).says("Hecha")
    assert objection_in(arrived(house, old, DONE)), "who reads it can still object"
    assert objection_in(arrived(house, phone, SAID))
    assert not OBJECTION.search(arrived(house, ana.email, DONE)["text"])
    ana.open("/caso/estado").sees("Hicimos el cambio que usted pidió")

    page = new_page(viewport=PHONE)
    page.goto(house.portal + "/contrasena")
    walk = Walk(page, house)
    page.locator("#email").fill(ana.email)
    walk.press("go_on")
    walk.type_code(code_of(walk.mail())).checked()
    page.wait_for_url("**/contrasena/nueva*")
    page.locator("#password").fill(NEW)
    page.locator("form button.primary").click()
    walk.checked()
    page.wait_for_url("**/contrasena/lista")
    there = Platform(page, house)
    there.sign_in(ana.account.username, EXAMPLE_PASSWORD)
    there.says("wrong")
    there.sign_in(ana.account.username, NEW)
    there.says("in", ana.account.username)


def test_whoever_reads_the_old_mailbox_objects_and_nobody_gets_in(
    owner: Callable[[int], OwnerWalk], house: House, new_page: Callable[..., Page]
) -> None:
    thief = owner(1)
    luz = coming(new_page, house, "Luz Marina Díaz")
    ben = coming(new_page, house, "Benjamin Rojas")
    proven(thief, luz)
    order = held(thief, luz, ben)
    old = thief.account.emails[0]
    there = Platform(new_page(viewport=PHONE), house)
    there.sign_in(thief.account.username, EXAMPLE_PASSWORD)
    there.says("in", thief.account.username)

    page = new_page(viewport=PHONE)
    page.goto(house.portal + "/no-fui-yo")
    page.locator("#code").fill(objection_in(arrived(house, old, HELD)))
    send_code(page, "es")
    Walk(page, house).checked()
    page.wait_for_url("**/no-fui-yo/listo")
    urgent = re.search(r"\b\d{4}-\d{4}-\d{2}\b", page.inner_text("main"))
    assert urgent
    luz.open(order).says("Alguien se opuso: la cuenta está bloqueada")
    after_the_hold(house)
    luz.open(order).says("Alguien se opuso: la cuenta está bloqueada")
    luz.case(urgent[0]).says("Objeción")
    # Nothing was changed: the new address is nobody's, and the old one gets no code either.
    there.page.goto(there.address())
    there.says("closed")
    walk = Walk(new_page(), house).open().ask("email", old)
    assert urgent[0] in walk.mail()["text"]
    Walk(new_page(), house).open().ask("email", thief.email)
    told = [one["subject"] for one in messages(house) if thief.email in one["to"]]
    assert not [one for one in told if "consulta" in one]
    luz.looks(urgent[0]).says("Bloqueada por una objeción")
    # And the same agents cannot be talked into it once more.
    luz.asks_for(thief.number, "change_email", REASON).says("La cuenta está bloqueada")
