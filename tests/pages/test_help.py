"""The pages that help: the guide's steps, the way to a case, and the addresses people know."""

import re

import pytest

from recupera.cases.catalogue import load_catalogue
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.options import current
from recupera.portal import context
from tests.pages.checking import words
from tests.pages.person import Person
from tests.rules.sources import ROOT

pytestmark = pytest.mark.django_db(databases=["letterbox"])
SUPPORT = "https://colombiacompra.gov.co/soporte"
FORM = "/soporte/formulario"


def hrefs(person: Person, name: str) -> list[str | None]:
    return [one.given["href"] for one in person.page.all("a") if words(one.text) == name]


def test_the_help_page_tells_every_step_of_the_guide_in_its_order(person: Person) -> None:
    person.open("/ayuda")
    assert person.page.one("h1").text == "¿Cómo recuperar su usuario del SECOP II?"
    steps = (
        "Ingrese su número de cédula o correo electrónico para conocer su usuario en el SECOP II.",
        "Ingrese su número de teléfono o nombre de usuario para conocer el correo electrónico",
        "¿Por qué un código?",
        "consultar el nombre del usuario registrado en el SECOP II con la relación del documento",
        "Ingrese el correo con el que se registró en SECOP II",
        "Haga clic aquí si requiere recuperar su contraseña",
        "«Crear caso»",
        "«Formulario de soporte»",
        "Ingrese los datos de quien realiza la solicitud y el detalle de esta. Tenga en cuenta:",
        "a este llegará la notificación de la respuesta",
        "«SECOP II»",
        "«Solicitud o duda»",
        "«Recuperación de usuario»",
        "será enviada al correo registrado",
        "Lunes a viernes 7:00 a. m. a 7:00 p. m.; sábado 8:00 a. m. a 12:00 p. m.",
    )
    places = [person.page.text.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)


def test_the_help_page_leads_to_the_find_page_and_to_the_case(person: Person) -> None:
    person.open("/ayuda")
    assert hrefs(person, "Consultar mis datos") == ["/"]
    assert hrefs(person, "Ayudas adicionales") == ["/soporte", "/soporte"]
    person.open("/")
    assert "/ayuda" in hrefs(person, "¿Cómo recuperar su usuario del SECOP II?")


def test_the_page_of_cases_opens_the_form_and_says_first_what_it_asks(person: Person) -> None:
    person.open("/soporte")
    assert person.page.one("h1").text == "Ayudas adicionales"
    assert hrefs(person, "Crear caso") == [FORM]
    assert "«Recuperación de usuario»" in person.page.text


def test_every_dead_end_leads_to_the_form_with_its_subject(person: Person) -> None:
    person.open("/")
    assert hrefs(person, "Crear caso") == [f"{FORM}?asunto=cambio-correo"]
    person.judged(Verdict.TOO_MANY)
    assert set(hrefs(person, "Crear caso")) == {FORM}
    person.open("/en/")
    assert hrefs(person, "Open a case") == [f"/en{FORM}?asunto=cambio-correo"]


def test_every_subject_that_a_page_leads_to_is_one_of_the_catalogue() -> None:
    catalogue = load_catalogue("secop2")
    templates = (ROOT / "src/recupera/portal/templates").rglob("*.html")
    named = {
        slug for path in templates for slug in re.findall(r'about="([a-z-]+)"', path.read_text())
    }
    assert len(named) > 3
    assert {slug for slug in named if not catalogue or not catalogue.subject(slug)} == set()


def test_without_a_catalogue_the_case_opens_at_the_platform(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recupera.portal.context.load_catalogue", lambda preset: None)
    monkeypatch.setattr("recupera.portal.form.page.load_catalogue", lambda preset: None)
    context._drawn.cache_clear()
    try:
        person.open("/soporte")
        assert hrefs(person, "Crear caso") == [SUPPORT]
        person.open("/")
        assert hrefs(person, "Crear caso") == ["/soporte"]
        assert person.open(FORM)["Location"] == "/soporte"
        assert person.open(f"{FORM}/enviado")["Location"] == "/soporte"
    finally:
        context._drawn.cache_clear()


@pytest.mark.parametrize("address", ["/cce/users/secopii", "/en/cce/users/secopii"])
def test_the_old_address_of_the_find_page_leads_to_it_and_keeps_nothing(
    person: Person, address: str
) -> None:
    response = person.open(f"{address}?email=ana%40example.com")
    home = "/en/" if address.startswith("/en") else "/"
    assert (response.status_code, response["Location"]) == (301, home)
    assert not response.cookies


def test_the_old_address_of_the_password_is_its_page(person: Person) -> None:
    person.open("/Public/Users/AccessRecovery/Index")
    assert person.page.one("h1").text == "Recupere su contraseña del SECOP II"
    assert person.page.one("form", id="find").given["action"] == "/contrasena"
    for address in ("/", "/ayuda"):
        person.open(address)
        name = "Haga clic aquí si requiere recuperar su contraseña"
        assert hrefs(person, name) == ["/contrasena"]


def test_every_redirect_of_the_nginx_example_leads_to_a_page(person: Person) -> None:
    text = (ROOT / "deploy" / "nginx" / "old-addresses.conf").read_text("utf-8")
    found = re.findall(r"location = (\S+) \{\n#? *return 302 https://recupera\.example(\S+);", text)
    assert len(found) == 3
    for old, here in found:
        assert old == here
        assert person.open(here).status_code in (200, 301)


def test_no_redirect_of_the_nginx_example_leads_in_a_circle() -> None:
    text = (ROOT / "deploy" / "nginx" / "old-addresses.conf").read_text("utf-8")
    redirected = re.findall(r"^location = (\S+) ", text, re.MULTILINE)
    left_to = (current().texts.support, current().texts.password)
    assert redirected
    assert {str(one.path) for one in left_to} & set(redirected) == set()


@pytest.mark.parametrize("address", ["/ayuda", "/soporte", "/cce/users/secopii"])
def test_these_pages_take_no_forms_set_no_cookie_and_leave_no_row(
    person: Person, address: str
) -> None:
    assert not person.get(address).cookies
    assert person.head(address).status_code in (200, 301)
    person.open("/")
    assert person.send(address, {"email": "ana@example.com"}).status_code == 405
    assert not Envelope.objects.exists()
