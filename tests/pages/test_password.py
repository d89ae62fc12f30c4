"""Where a new password begins: the registered e-mail first, the other data one press away."""

import pytest

from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import EMAIL, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
LABEL = "Ingrese el correo con el que se registró en SECOP II"


def test_the_registered_email_is_asked_first_in_the_words_of_the_guide(person: Person) -> None:
    person.open("/contrasena")
    assert person.page.one("label", **{"for": "email"}).text == LABEL
    assert [one.given["id"] for one in person.page.all("input") if "id" in one.given] == ["email"]
    assert person.page.value("kind") == "email"


def test_the_other_data_are_one_press_away_and_nothing_typed_is_lost(person: Person) -> None:
    person.open("/contrasena")
    person.send("/contrasena", {"kind": "email", "email": EMAIL, "other": "yes"})
    assert [one.given["value"] for one in person.page.all("input", type="radio")] == [
        "national_id",
        "phone",
        "username",
        "email",
    ]
    assert person.page.value("email") == EMAIL
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(("kind", "typed"), [("email", EMAIL), ("username", "aperez")])
def test_a_good_code_leads_on_to_the_new_password(person: Person, kind: str, typed: str) -> None:
    person.open("/contrasena")
    form = {"kind": kind, kind: typed, "all": "yes", "altcha": paid(person.page)}
    response = person.send("/contrasena", form)
    assert (response.status_code, response["Location"]) == (303, "/codigo")
    assert person.worker.asks()[0].content["value"] == typed
    person.open("/codigo")
    assert "podrá definir una contraseña nueva" in person.page.text
    assert person.page.all("a", href="/contrasena?corregir")
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=(ANA,), can_set_password=True)
    assert person.open("/espera")["Location"] == "/contrasena/nueva"


@pytest.mark.usefixtures("gateway")
def test_a_mobile_is_told_that_a_second_code_will_be_needed(person: Person) -> None:
    person.open("/contrasena")
    form = {"kind": "phone", "phone": "3104564050", "all": "yes", "altcha": paid(person.page)}
    person.send("/contrasena", form)
    person.open("/codigo")
    assert "le enviaremos otro a ese correo" in person.page.text


def test_a_wrong_code_leads_back_to_the_code_page(person: Person) -> None:
    person.open("/contrasena")
    person.send("/contrasena", {"kind": "email", "email": EMAIL, "altcha": paid(person.page)})
    person.prove()
    person.worker.judge(Verdict.WRONG)
    assert person.open("/espera")["Location"] == "/codigo"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"kind": "email", "email": ""}, "email"),
        ({"kind": "email", "email": "ana@"}, "email"),
        ({"kind": "phone", "phone": "12", "all": "yes"}, "phone"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field(
    person: Person, form: dict[str, str], field: str
) -> None:
    person.open("/contrasena")
    person.send("/contrasena", form)
    assert person.page.one("p", id=f"error-{field}")
    assert person.page.one("a", href=f"#{field}")
    assert person.page.value(field) == form[field]
    assert bool(person.page.all("input", type="radio")) == ("all" in form)


def test_without_any_choice_the_four_show_with_what_to_do(person: Person) -> None:
    person.open("/contrasena")
    person.send("/contrasena", {"all": "yes"})
    assert "Marque uno de los cuatro datos" in person.page.text
    person.send("/contrasena", {})
    assert person.page.all("input", type="radio")


def test_a_slip_in_the_address_is_asked_about_and_corrected_by_one_press(person: Person) -> None:
    person.open("/contrasena")
    typed = "ana@gmial.com"
    person.send("/contrasena", {"kind": "email", "email": typed, "altcha": paid(person.page)})
    assert person.page.one("p", id="error-email").text == "¿Quiso escribir ana@gmail.com?"
    form = {"kind": "email", "email": typed, "doubted": typed, "correct": "yes"}
    person.send("/contrasena", form | {"altcha": paid(person.page)})
    assert person.worker.asks()[0].content["value"] == "ana@gmail.com"


def test_correcting_shows_what_was_typed_and_another_kind_shows_all_four(person: Person) -> None:
    person.open("/contrasena")
    person.send("/contrasena", {"kind": "email", "email": EMAIL, "altcha": paid(person.page)})
    person.open("/contrasena?corregir")
    assert person.page.value("email") == EMAIL
    assert not person.page.all("input", type="radio")
    person.ask("username", "aperez")
    person.open("/contrasena?corregir")
    assert person.page.value("username") == "aperez"
    assert len(person.page.all("input", type="radio")) == 4


def test_the_language_keeps_what_was_typed(person: Person) -> None:
    person.open("/contrasena")
    person.send("/en/contrasena", {"kind": "email", "email": EMAIL, "language": "en"})
    assert person.page.one("h1").text == "Recover your SECOP II password"
    assert person.page.value("email") == EMAIL
    assert not Envelope.objects.exists()
