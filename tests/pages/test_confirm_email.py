"""A text message shows, an e-mail changes: the one press from the first code to the second."""

from dataclasses import replace

import pytest

from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
SEEN = replace(ANA, by_email=False, by_sms=True)
OTHER = replace(SEEN, username="ana2", email="otra@example.com", mark="00000000000000bb")


def shown(person: Person, *accounts: object) -> None:
    """Proven by a text message alone."""
    person.ask("phone", "3104564050")
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=accounts, can_set_password=True)  # type: ignore[arg-type]
    person.open("/respuesta")
    assert person.open("/contrasena/nueva")["Location"] == "/contrasena/correo"
    person.open("/contrasena/correo")


def ask(person: Person, account: str, **more: str) -> object:
    form = {"reference": person.page.value("reference"), "account": account}
    return person.send("/contrasena/correo", form | {"altcha": paid(person.page)} | more)


def test_the_registered_mail_is_shown_with_one_press_to_write_to_it(person: Person) -> None:
    shown(person, SEEN)
    assert person.page.one("h1").text == "Falta un código a su correo"
    assert person.page.one("button", name="account").text == (
        "Enviar un código a ana.perez@example.com"
    )
    assert "«Cambio de correo electrónico»" in person.page.text
    assert "Crear caso" in person.page.text


def test_the_press_begins_an_enquiry_by_that_mail_that_aims_at_the_password(
    person: Person,
) -> None:
    shown(person, SEEN)
    first = person.page.value("reference")
    assert ask(person, SEEN.mark)["Location"] == "/codigo"  # type: ignore[index]
    (asked,) = person.worker.asks()
    assert (asked.content["kind"], asked.content["value"]) == ("email", SEEN.email)
    assert asked.content["reference"] != first
    person.worker.verdicts.clear()
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=(ANA,), can_set_password=True)
    assert person.open("/espera")["Location"] == "/contrasena/nueva"
    person.open("/contrasena/nueva")
    assert person.page.value("username") == "aperez"


def test_each_registered_mail_has_its_own_press_and_the_chosen_one_is_asked(
    person: Person,
) -> None:
    shown(person, SEEN, OTHER, replace(OTHER, username="ana3", mark="00000000000000cc"))
    assert len(person.page.all("button", name="account")) == 2
    ask(person, "00000000000000cc")
    (asked,) = person.worker.asks()
    assert asked.content["value"] == "otra@example.com"


def test_an_address_that_the_answer_did_not_show_is_never_written_to(person: Person) -> None:
    shown(person, SEEN, OTHER)
    ask(person, "00000000000000ff")
    ask(person, "otra@example.com")
    assert person.worker.asks() == []


def test_it_costs_work_like_any_other_code(person: Person) -> None:
    shown(person, SEEN)
    form = {"reference": person.page.value("reference"), "account": SEEN.mark}
    person.send("/contrasena/correo", form)
    assert "Presione el botón otra vez" in person.page.text
    assert person.worker.asks() == []


def test_without_a_registered_mail_the_desk_helps(person: Person) -> None:
    person.ask("phone", "3104564050")
    person.prove()
    bare = replace(SEEN, email="")
    person.worker.judge(Verdict.GOOD, accounts=(bare,), can_set_password=True)
    person.open("/contrasena/nueva")
    assert person.page.one("h1").text == "Con estas cuentas hace falta un caso"
    assert person.open("/contrasena/correo")["Location"] == "/contrasena/nueva"


def test_a_closed_datum_takes_a_message_in_hand_here_too(person: Person) -> None:
    for _ in range(3):
        shown(person, SEEN)
        if ask(person, SEEN.mark).status_code == 429:  # type: ignore[attr-defined]
            break
        person.worker.answer_asks()
        person.worker.verdicts.clear()
    assert person.page.one("h1").text == "Falta un código a su correo"
    message = {"shown_reference": "K7Q4", "shown_code": "4821773"}
    ask(person, SEEN.mark, **message)
    assert "los 8 dígitos del código de ese mensaje" in person.page.one("p", id="error-shown").text
    assert person.page.value("shown_reference") == "K7Q4"
    response = ask(person, SEEN.mark, **message | {"shown_code": "4821 7736"})
    assert response["Location"] == "/codigo"  # type: ignore[index]
    assert person.worker.asks()[-1].content["shown"] == "K7Q448217736"
