from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def test_the_answer_names_everything_that_is_registered(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    assert person.page.one("h1").text == "Sus datos registrados en el SECOP II"
    for expected in (
        "Usuario aperez",
        "Correo ana.perez@example.com",
        "Documento CC terminada en 4050",
        "Nombre Ana Pérez",
        "Rol Comprador",
        "Estado Activa",
        "Alcaldía de Tunja",
    ):
        assert expected in person.page.text
    assert "Elija por la entidad" not in person.page.text


def test_several_accounts_are_told_apart_by_their_entity(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA, replace(ANA, username="ana2", organisation="Hospital"))
    assert "Hay 2 cuentas. Elija por la entidad o el proveedor." in person.page.text
    assert [one.text for one in person.page.all("h2")] == ["Alcaldía de Tunja", "Hospital"]


def test_an_inactive_account_says_that_it_lets_nobody_in(person: Person) -> None:
    person.judged(Verdict.GOOD, replace(ANA, active=False))
    assert "Inactiva" in person.page.text
    assert "Con esta cuenta no puede ingresar. Crear caso" in person.page.text


def test_more_accounts_than_fit_lead_to_a_case(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA, more=True)
    assert "Hay más cuentas con ese dato de las que caben aquí." in person.page.text


def test_the_ways_on_are_the_sign_in_and_a_new_password(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    links = {one.text: one.given["href"] or "" for one in person.page.all("a")}
    assert links["Ingresar al SECOP II"] == "http://127.0.0.1:8002/ingresar"
    assert links["Definir una contraseña nueva"] == "/contrasena/nueva"


def test_a_long_address_breaks_at_its_signs_and_is_otherwise_what_is_registered(
    person: Person,
) -> None:
    person.judged(Verdict.GOOD, replace(ANA, email="a&b.c@mail.example.co"))
    assert (
        '<dd class="main">a&amp;b.<wbr>c@<wbr>mail.<wbr>example.<wbr>co</dd>' in person.page.source
    )
    assert "a&b.c@mail.example.co" in person.page.text


def test_what_stands_in_an_account_is_text_and_never_markup(person: Person) -> None:
    person.judged(Verdict.GOOD, replace(ANA, name="<script>x</script>", organisation=""))
    assert "<script>x" in person.page.text
    assert "<script>x" not in person.page.source


def test_nobody_sees_an_answer_without_a_good_code(person: Person) -> None:
    person.ask()
    person.worker.answer_asks()
    assert person.open("/respuesta")["Location"] == "/codigo"
    person.prove()
    person.worker.judge(Verdict.WRONG)
    assert person.open("/respuesta")["Location"] == "/codigo"


def test_the_answer_is_shown_for_ten_minutes_from_its_first_look(
    person: Person, clock: Any
) -> None:
    person.judged(Verdict.GOOD, ANA)
    assert "Mostramos estos datos hasta las 10:10 a. m." in person.page.text
    clock.shift(595)
    person.open("/respuesta")
    assert "aperez" in person.page.text
    clock.shift(10)
    person.open("/respuesta")
    assert person.page.one("h1").text == "Ya no mostramos sus datos"
    assert "aperez" not in person.page.source


def test_a_look_by_head_does_not_start_the_ten_minutes(person: Person) -> None:
    person.ask()
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=(ANA,))
    response = person.head("/respuesta")
    assert settings.TYPED_COOKIE not in response.cookies


def test_finishing_leaves_nothing_in_the_browser(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    response = person.send("/terminar", {})
    assert (response.status_code, response["Location"]) == (303, "/terminar")
    for name in (settings.FLOW_COOKIE, settings.TYPED_COOKIE, settings.CSRF_COOKIE_NAME):
        assert response.cookies[name].value == ""
        assert response.cookies[name]["max-age"] == 0
    person.cookies.clear()
    person.open("/terminar")
    assert person.page.one("h1").text == "Terminamos"


def test_opening_the_address_of_the_end_asks_first_and_erases_nothing(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    response = person.open("/terminar")
    assert person.page.one("h1").text == "¿Terminar y borrar de este equipo?"
    assert settings.FLOW_COOKIE not in response.cookies
    person.open("/respuesta")
    assert "aperez" in person.page.text
