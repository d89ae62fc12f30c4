import logging

import pytest
from django.test import Client, override_settings

from recupera.letterbox.models import Envelope
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import EMAIL, FORM, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_a_page_that_does_not_exist_leads_to_the_first_one(person: Person) -> None:
    for address, home in (("/nada", "/"), ("/en/nothing", "/en/"), ("/codigo/", "/")):
        assert person.open(address).status_code == 404
        person.page.one("a", href=home, **{"class": "button primary"})


def test_an_address_never_becomes_a_link_elsewhere(person: Person) -> None:
    person.open("/en//evil.example/")
    assert person.page.one("html").given["lang"] == "en"
    assert "evil.example" not in person.page.source


def test_a_form_without_its_token_is_refused_and_explained(person: Person) -> None:
    person.open("/")
    form = f"kind=email&email={EMAIL}"
    response = person._keep(person.post("/", form, content_type=FORM))
    assert response.status_code == 403
    assert "Permita las cookies" in person.page.text
    assert "Referencia del error:" in person.page.text
    assert not Envelope.objects.exists()


def test_a_form_of_another_site_is_refused(person: Person) -> None:
    person.open("/")
    data = {"kind": "email", "email": EMAIL, "altcha": paid(person.page)}
    assert person.send("/", data, headers={"origin": "https://evil.example"}).status_code == 403
    assert not Envelope.objects.exists()


def test_too_much_text_is_refused_as_such(person: Person) -> None:
    person.open("/")
    assert person.send("/", {"email": "a" * 70_000}).status_code == 413
    assert person.page.one("h1").text == "Envió demasiado texto"


@pytest.mark.parametrize(
    ("address", "body", "content_type"),
    [
        ("/", "email=a%40example.com&email=b%40example.com", FORM),
        ("/", "email[]=a%40example.com", FORM),
        ("/", "email[0]=a%40example.com&kind=email", FORM),
        ("/", "email.x=a", FORM),
        ("/?kind=email&kind=phone", "email=a", FORM),
        ("/", '{"kind": "email"}', "application/json"),
        ("/", "--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        ("/codigo", "code=1&code=2", FORM),
        ("/codigo/otro", "altcha=1&altcha=2", FORM),
        ("/terminar", "a[b]=1", FORM),
        ("/contrasena", "email=a%40example.com&email=b%40example.com", FORM),
        ("/contrasena/cuenta", "account=1&account=2", FORM),
        ("/contrasena/correo", "account[]=1", FORM),
        ("/contrasena/nueva", "password=1&password=2", FORM),
        ("/no-fui-yo", "code=1&code=2", FORM),
    ],
)
def test_parameters_that_could_mean_two_things_are_refused_before_any_work(
    person: Person, address: str, body: str, content_type: str
) -> None:
    person.open("/")
    response = person._keep(person.post(address, body, content_type=content_type))
    assert response.status_code == 400
    assert "Referencia del error:" in person.page.text
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("query", ["kind=a&kind=b", "x[]=1", "%00=1"])
def test_so_are_those_of_an_address(person: Person, query: str) -> None:
    assert person.open(f"/?{query}").status_code == 400


def test_a_failure_of_ours_shows_a_reference_that_stands_in_the_log(
    worker: FakeWorker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person = Person(worker, raise_request_exception=False)
    monkeypatch.setattr("recupera.portal.pages.find.show", _fail)
    with caplog.at_level(logging.WARNING, logger="recupera.portal"):
        assert person.open("/").status_code == 500
    assert person.page.one("h1").text == "Algo falló de nuestro lado"
    reference = person.page.text.rpartition("Referencia del error: ")[2].split(".")[0]
    assert reference in caplog.text


def test_a_failure_of_the_frame_itself_still_ends_in_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recupera.portal.pages.find.show", _fail)
    monkeypatch.setattr("recupera.portal.pages.errors.show", _fail)
    # Not by the checking client: this page has no frame, so what every page promises is not there.
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"
    assert "Algo falló de nuestro lado" in response.content.decode()


@override_settings(ALLOWED_HOSTS=["recupera.example"])
def test_a_host_that_is_not_ours_is_refused_and_changes_nothing(person: Person) -> None:
    for name in ("host", "x-forwarded-host"):
        response = person.get("/", headers={"host": "recupera.example", name: "evil.example"})
        assert response.status_code == (400 if name == "host" else 200)
        assert "evil.example" not in response.content.decode()


def test_every_page_has_its_headers_in_the_same_order(person: Person) -> None:
    person.open("/")
    orders = set()
    for address in ("/", "/codigo", "/nada", "/?a[]=1", "/terminar"):
        response = person.get(address)
        orders.add(tuple(name for name in response.headers if name != "Set-Cookie"))
    assert len(orders) == 1


def _fail(*given: object, **named: object) -> None:
    raise RuntimeError("broken on purpose")
