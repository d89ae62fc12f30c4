"""What a person reads after each thing that can become of a new password."""

import time
from dataclasses import replace

import pytest
import time_machine

from recupera.letterbox import slot
from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import PASSWORD, Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
OTHER = replace(ANA, username="ana2", organisation="Hospital", mark="00000000000000bb")
TITLES = {
    Verdict.NOT_PROVEN: "Hace falta un código nuevo",
    Verdict.ANOTHER_FIRST: "Otro cambio llegó primero",
    Verdict.FROZEN: "La recuperación de esta cuenta está bloqueada",
    Verdict.UNSURE: "Todavía no sabemos si quedó",
}
RETRY = {
    Verdict.USED_BEFORE: "Ya tuvo esa contraseña.",
    Verdict.AGAINST_POLICY: "no aceptó esa contraseña por reglas propias",
    Verdict.TRY_AGAIN: "no respondió a tiempo y no cambió nada",
}


def test_the_success_page_names_the_user_and_leads_to_the_sign_in(person: Person) -> None:
    person.acted(Verdict.DONE, ANA)
    assert person.page.one("h1").text == "Su contraseña nueva está lista"
    assert "Usuario aperez" in person.page.text
    link = person.page.one("a", **{"class": "button primary"})
    assert link.text == "Ingresar al SECOP II"
    assert link.given["href"] == "http://127.0.0.1:8002/ingresar"
    assert "Avisamos a todos los correos y celulares registrados" in person.page.text
    assert "Cerramos las sesiones" in person.page.text
    assert PASSWORD not in person.page.source
    person.page.one("form", action="/terminar")


def test_sessions_are_said_to_be_ended_only_where_they_are(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = slot.seal_answer
    monkeypatch.setattr(
        "tests.pages.fake_worker.seal_answer",
        lambda *given, **can: real(*given, **can | {"ends_sessions": False}),
    )
    person.acted(Verdict.DONE, ANA)
    assert person.page.one("h1").text == "Su contraseña nueva está lista"
    assert "Cerramos las sesiones" not in person.page.text


def test_another_account_of_the_same_enquiry_can_follow(person: Person) -> None:
    person.able(ANA, OTHER)
    choice = {"reference": person.page.value("reference"), "account": ANA.mark}
    person.send("/contrasena/cuenta", choice)
    person.open("/contrasena/nueva")
    person.set_password()
    person.worker.act(Verdict.DONE, ANA, OTHER)
    person.open("/contrasena/lista")
    person.open(person.page.one("a", href="/contrasena/nueva?otra").given["href"] or "")
    person.send("/contrasena/cuenta", choice | {"account": OTHER.mark})
    person.open("/contrasena/nueva")
    assert person.page.value("username") == "ana2"
    person.set_password()
    assert person.worker.act(Verdict.DONE, ANA, OTHER).content["account"] == OTHER.mark
    person.open("/contrasena/lista")
    assert "Usuario ana2" in person.page.text


@pytest.mark.parametrize("verdict", TITLES)
def test_each_end_has_its_own_page_with_a_way_on(person: Person, verdict: Verdict) -> None:
    person.acted(verdict, ANA)
    assert person.page.one("h1").text == TITLES[verdict]
    assert person.page.all("a", **{"class": "button primary"}) or person.page.all(
        "button", **{"class": "primary"}
    )
    assert person.open("/contrasena/lista")["Location"] == "/contrasena/nueva"


@pytest.mark.parametrize("verdict", RETRY)
def test_what_another_try_can_mend_is_said_at_the_field_of_the_same_account(
    person: Person, verdict: Verdict
) -> None:
    person.acted(verdict, ANA)
    assert RETRY[verdict] in person.page.one("p", id="error-password").text
    assert person.page.value("username") == "aperez"
    person.set_password("otra frase larga y distinta")
    person.worker.act(Verdict.DONE, ANA)
    assert person.open("/contrasena/espera")["Location"] == "/contrasena/lista"


def test_a_change_of_which_nothing_was_known_is_done_once_it_is_known(person: Person) -> None:
    person.acted(Verdict.UNSURE, ANA)
    (act,) = (one for one, verdict in person.worker.verdicts.items() if verdict == "unsure")
    person.page.one("form", action="/contrasena/espera")
    person.worker.later(act, Verdict.DONE, ANA)
    assert person.open("/contrasena/espera")["Location"] == "/contrasena/lista"
    assert person.open("/contrasena/nueva")["Location"] == "/contrasena/lista"


def test_every_verdict_leads_somewhere(person: Person) -> None:
    person.able(ANA)
    person.set_password()
    person.worker.act(Verdict.SPENT, ANA)
    assert person.open("/contrasena/espera")["Location"] == "/contrasena/nueva"
    assert person.open("/contrasena/nueva").status_code == 200


def test_waiting_is_said_by_a_plain_page_that_does_not_ask_to_type_again(person: Person) -> None:
    person.able(ANA)
    person.set_password()
    assert person.open("/contrasena/espera").status_code == 200
    assert person.page.one("h1").text == "Estamos guardando su contraseña"
    assert person.page.one("form", action="/contrasena/espera").given["method"] == "get"
    with time_machine.travel(time.time() + 11):
        person.open("/contrasena/espera")
    assert "No la envíe otra vez." in person.page.text
    assert "Crear caso" in person.page.text


def test_waiting_for_nothing_leads_back_to_the_form(person: Person) -> None:
    person.able(ANA)
    assert person.open("/contrasena/espera")["Location"] == "/contrasena/nueva"


def test_a_verdict_shows_on_the_grid_after_the_press_on_every_page(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.able(ANA)
    person.set_password()
    person.worker.act(Verdict.DONE, ANA)
    waits: list[float] = []
    monkeypatch.setattr(slot, "_until_grid", lambda posted_at: waits.append(posted_at) or 0)
    for address in ("nueva", "lista", "correo"):
        person.get(f"/contrasena/{address}")
    assert len(waits) == 3
    assert max(time.time() - posted_at for posted_at in waits) < 60
    assert len(set(waits)) == 1
