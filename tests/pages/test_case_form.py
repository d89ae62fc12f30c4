"""The form of a case, page by page: what is kept, what is sent, and what is never lost."""

from typing import Any

import pytest
import time_machine

from recupera.letterbox import drafts
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Draft, Envelope, TakenReference, Upload
from recupera.people.case_reference import reference
from recupera.people.tracking import tracking_key
from tests.pages import forms
from tests.pages.case_form import ADDRESSES, ANSWERS, EMAIL, FORM, fill, send, walk
from tests.pages.checking import words
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
ANONYMOUS = {"tipo": "solicitud", "asunto": "otra-solicitud"}


def sent(person: Person) -> dict[str, Any]:
    """What is in the one envelope that was left."""
    (opened,) = person.worker.opened("open_case")
    return dict(opened.content)


def kept(person: Person) -> dict[str, Any]:
    flow = Flow.parse(person.cookies["borrador"].value)
    assert flow
    return drafts.read(flow) or {}


def facts(person: Person) -> dict[str, str]:
    """The rows of the page, by their names."""
    names = [words(one.text) for one in person.page.all("dt")]
    values = [one for one in person.page.all("dd") if one.given.get("class") != "change"]
    return dict(zip(names, (words(one.text) for one in values), strict=True))


def test_the_first_choice_is_that_of_the_guide(person: Person) -> None:
    person.open(FORM)
    assert facts(person) == {
        "Sistema de Información": "SECOP II",
        "Tipo de solicitud": "Solicitud o duda",
        "Asunto": "Recuperación de usuario",
    }


def test_a_case_is_sent_whole_and_in_normal_form(person: Person) -> None:
    walk(person)
    assert send(person)["Location"] == f"{FORM}/enviado"
    content = sent(person)
    assert content["fields"] == {
        "nombre": "Ana Pérez",
        "tipo-documento": "cc",
        "documento": "52344050",
        "tipo-usuario": "comprador",
        "entidad": "Alcaldía de Tunja",
        "correo": "ana.perez@example.com",
        "telefono": "+573005550101",
        "descripcion": "No puedo entrar.\nDesde el lunes.",
    }
    assert (content["subject"], content["whose"]) == ("recuperacion-usuario", "self")
    assert (content["notice"], content["language"]) == ("2026-11", "es")
    assert reference(str(content["reference"]))
    assert tracking_key(str(content["key"]))
    assert TakenReference.objects.get().reference == content["reference"]


def test_what_was_sent_is_nowhere_else_any_more(person: Person) -> None:
    walk(person)
    cookie = person.cookies["borrador"].value
    send(person)
    flow = Flow.parse(cookie)
    assert flow
    assert set(drafts.read(flow) or {}) == {"secret", "case"}
    assert "descripcion" not in str(drafts.read(flow))
    assert person.cookies["borrador"].value == ""


def test_dependent_choices_follow_each_other_without_a_script(person: Person) -> None:
    person.open(f"{FORM}?cambiar=tipo")
    three = {name: person.page.value(name) for name in ("sistema", "tipo", "asunto")}
    response = person.send(FORM, three | {"part": "tipo", "choice": "falla"})
    assert response["Location"] == f"{FORM}?cambiar=asunto"
    person.open(response["Location"])
    offered = [one.given["value"] for one in person.page.all("input", name="choice")]
    assert offered == ["falla-ingreso", "falla-proceso"]
    person.send(FORM, {"part": "asunto", "choice": "falla-proceso"})
    person.open(FORM)
    assert facts(person)["Asunto"] == "Falla en un proceso"


@pytest.mark.parametrize("odd", ["nada", "", "falla-ingreso&x", "../x"])
def test_an_address_names_a_subject_and_nothing_else(person: Person, odd: str) -> None:
    person.open(f"{FORM}?asunto={odd}")
    assert person.last.status_code == 200


def test_only_the_steps_and_fields_of_the_subject_are_asked(person: Person) -> None:
    walk(
        person, until="case_person", **{"tipo": "solicitud", "asunto": "datos-personales-consulta"}
    )
    response = fill(person, "case_person")
    assert response["Location"] == f"{FORM}/contacto"


def test_for_another_both_are_asked_and_an_answer_is_promised_to_nobody_else(
    person: Person,
) -> None:
    walk(person, until="case_whose")
    person.open(ADDRESSES["case_whose"])
    assert "nunca se dan a otra persona" in person.page.text
    fill(person, "case_whose", whose="other")
    response = fill(person, "case_person")
    assert response.status_code == 200
    assert "Nombres y apellidos de la otra persona" in person.page.text
    more = {"titular-nombre": "Luis Garzón"}
    assert fill(person, "case_person", **more).status_code == 303


def test_whoever_stays_anonymous_sends_nothing_that_says_who_they_are(person: Person) -> None:
    walk(person, **ANONYMOUS)
    fill(person, "case_whose", whose="anonymous")
    person.open(ADDRESSES["case_review"])
    assert "Ana" not in person.page.text
    send(person)
    assert sent(person)["fields"] == {
        "tipo-usuario": "comprador",
        "descripcion": "No puedo entrar.\nDesde el lunes.",
    }
    assert "ana" not in str(sent(person)["fields"]).lower()
    person.open(f"{FORM}/enviado")
    assert "No dejó un correo" in person.page.text


def test_no_subject_that_needs_a_person_can_be_sent_anonymously(person: Person) -> None:
    walk(person)
    person.open(ADDRESSES["case_whose"])
    person.send(ADDRESSES["case_whose"], {"whose": "anonymous"})
    send(person)
    assert sent(person)["whose"] == "self"


def test_a_slip_is_asked_about_once_and_corrected_by_one_press(person: Person) -> None:
    walk(person, until="case_contact")
    fill(person, "case_contact", correo="ana@gmial.com")
    assert "¿Quiso escribir ana@gmail.com?" in person.page.text
    form_again = {"correo": "ana@gmial.com", "telefono": "", "fix": "correo"}
    assert person.send(ADDRESSES["case_contact"], form_again).status_code == 303
    assert kept(person)["fields"]["correo"] == "ana@gmail.com"


@pytest.mark.parametrize(
    ("page", "slug", "odd"),
    [
        ("case_person", "documento", "12"),
        ("case_contact", "telefono", "+1 555 123 4567 ext. 8"),
        ("case_contact", "correo", "ana@gmial.com"),
        ("case_request", "usuario", "Ana Pérez"),
    ],
)
def test_what_is_odd_but_could_be_real_is_asked_about_and_then_taken(
    person: Person, page: str, slug: str, odd: str
) -> None:
    walk(person, until=page)
    assert fill(person, page, **{slug: odd}).status_code == 200
    more = {slug: odd, f"sure-{slug}": odd}
    assert person.send(ADDRESSES[page], ANSWERS[page] | more).status_code == 303
    walk_on = list(ADDRESSES)[list(ADDRESSES).index(page) + 1 : -1]
    for name in walk_on:
        fill(person, name)
    send(person)
    assert sent(person)["fields"][slug]


@pytest.mark.parametrize("typed", ["", "52 AB ñ", "x" * 31, "sin número"])
def test_a_document_that_is_none_is_refused_with_what_was_typed(person: Person, typed: str) -> None:
    walk(person, until="case_person")
    fill(person, "case_person", documento=typed)
    assert person.page.value("documento") == typed
    assert person.page.one("a", href="#documento")


def test_a_seven_digit_phone_is_asked_for_in_full(person: Person) -> None:
    walk(person, until="case_contact")
    fill(person, "case_contact", telefono="234 5678")
    assert "Faltan tres dígitos" in person.page.text


# GET changes nothing


def test_no_get_of_the_form_changes_anything(person: Person) -> None:
    walk(person)
    before = [bytes(row.body) for row in Draft.objects.all()]
    for name in [one for one in forms.names() if one.startswith("case")]:
        for query in ("", "?asunto=cambio-correo", "?cambiar=asunto&discard=yes"):
            person.open(forms.address(name) + query)
    assert [bytes(row.body) for row in Draft.objects.all()] == before
    assert not Envelope.objects.exists()


def test_whoever_only_looks_leaves_no_draft(person: Person) -> None:
    for address in ADDRESSES.values():
        response = person.open(address)
        assert "borrador" not in response.cookies
    assert not Draft.objects.exists()


def test_a_new_person_starts_with_an_empty_form(person: Person, worker: FakeWorker) -> None:
    walk(person)
    other = Person(worker)
    other.cookies["borrador"] = "x" * 43
    for address in ADDRESSES.values():
        other.open(address)
        shown = words(other.page.source)
        assert not [one for one in ("Ana Pérez", "52.344.050", EMAIL, "Tunja") if one in shown]
    assert not Upload.objects.exists()


def test_the_page_after_sending_says_by_when_and_why(person: Person) -> None:
    with time_machine.travel("2026-11-22T20:52:00Z", tick=False):
        walk(person)
        send(person)
        person.open(f"{FORM}/enviado")
    text = person.page.text
    assert "Recibido el domingo 22 de noviembre, 3:52 p. m." in text
    assert "abrimos el lunes 23 de noviembre a las 7:00 a. m." in text
    assert "a más tardar el lunes 14 de diciembre" in text
    assert "El martes 8 de diciembre no cuenta porque es festivo" in text
    with time_machine.travel("2026-11-23T19:52:00Z", tick=False):
        person.open(f"{FORM}/enviado")
        assert "Recibido el domingo 22 de noviembre" in person.page.text
        assert "Estamos atendiendo ahora" in person.page.text
