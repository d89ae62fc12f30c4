"""Nothing is asked twice: what this browser said or proved before is filled in."""

import pytest

from recupera.letterbox.slot import Verdict
from tests.pages.case_form import ADDRESSES, walk
from tests.pages.fake_worker import ANA
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_what_the_enquiry_knows_is_filled_in(person: Person) -> None:
    person.ask("national_id", "52344050")
    walk(person, until="case_person")
    person.open(ADDRESSES["case_person"])
    assert person.page.value("documento") == "52344050"


def test_an_email_that_is_lost_is_the_one_registered_before(person: Person) -> None:
    person.ask()
    walk(person, until="case_contact", **{"tipo": "solicitud", "asunto": "cambio-correo"})
    person.open(ADDRESSES["case_contact"])
    assert person.page.value("correo") == ""
    person.open(ADDRESSES["case_request"])
    assert person.page.value("correo-anterior") == "ana.perez@example.com"


def test_an_answer_that_is_open_fills_in_name_user_and_entity(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    walk(person, until="case_person")
    person.open(ADDRESSES["case_person"])
    assert person.page.value("nombre") == "Ana Pérez"
    person.open(ADDRESSES["case_place"])
    assert person.page.value("entidad") == "Alcaldía de Tunja"
    chosen = [
        one for one in person.page.all("input", name="tipo-usuario") if "checked" in one.given
    ]
    assert [one.given["value"] for one in chosen] == ["comprador"]
    person.open(ADDRESSES["case_request"])
    assert person.page.value("usuario") == "aperez"


def test_an_answer_that_was_not_proven_fills_in_nothing(person: Person) -> None:
    person.judged(Verdict.WRONG)
    walk(person, until="case_person")
    person.open(ADDRESSES["case_person"])
    assert person.page.value("nombre") == ""
