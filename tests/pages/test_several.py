"""The answer page after a second code, and what it says of the way in which one proved."""

from dataclasses import replace
from typing import Any

import pytest

from recupera.letterbox.slot import Shown, Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])

BEFORE = replace(ANA, added=False)
MORE = replace(ANA, username="ana2", organisation="Hospital")
BY_SMS = replace(ANA, by_email=False, by_sms=True)
NEEDS_MAIL = "Para definir una contraseña nueva hace falta además un código a ese correo"


def type_another(person: Person, code: str = "1111 2222") -> None:
    """In the field of the answer page itself."""
    reference = person.page.all("input", name="reference")[0].given["value"] or ""
    response = person.send("/codigo", {"reference": reference, "code": code})
    assert (response.status_code, response["Location"]) == (303, "/espera")


def judged_again(person: Person, verdict: Verdict, *accounts: Shown, tries_left: int = 4) -> None:
    """Types another code on the answer page, and goes where the wait page leads."""
    type_another(person)
    person.worker.judge(verdict, accounts=accounts, tries_left=tries_left)
    response = person.open("/espera")
    while response.status_code == 303:
        response = person.open(response["Location"])


def test_the_first_code_adds_nothing_to_anything(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA, MORE)
    assert "Agregada" not in person.page.text
    assert not person.page.all("p", role="status")


def test_a_second_code_is_typed_on_the_answer_and_the_page_says_what_it_added(
    person: Person,
) -> None:
    person.judged(Verdict.GOOD, ANA)
    judged_again(person, Verdict.GOOD, BEFORE, MORE)
    assert person.page.one("p", role="status").text == "Agregamos 1 cuenta a las que ya veía."
    assert [one.text for one in person.page.all("h2")] == ["Alcaldía de Tunja", "Hospital Agregada"]
    person.open("/respuesta")
    assert "Agregamos 1 cuenta" in person.page.text, "and says it again when it is loaded again"


def test_two_added_accounts_are_counted(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    judged_again(person, Verdict.GOOD, BEFORE, MORE, replace(MORE, username="ana3"))
    assert "Agregamos 2 cuentas a las que ya veía." in person.page.text


def test_a_good_code_that_adds_no_account_says_so(person: Person) -> None:
    person.judged(Verdict.GOOD, BY_SMS)
    judged_again(person, Verdict.GOOD, replace(BEFORE, by_sms=True))
    assert "El código es correcto. Las cuentas que abre ya estaban aquí." in person.page.text
    assert NEEDS_MAIL not in person.page.text


def test_a_spent_code_leads_back_and_says_so(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    judged_again(person, Verdict.SPENT, ANA)
    assert person.page.one("h1").text.startswith("Sus datos registrados")
    assert "Ese código ya se usó: las cuentas que abre ya están aquí." in person.page.text


@pytest.mark.parametrize(
    ("verdict", "left", "title"),
    [
        (Verdict.WRONG, 3, "Escriba el código"),
        (Verdict.WRONG, 0, "Se acabaron los intentos de esta consulta"),
        (Verdict.TOO_MANY, 0, "Se acabaron los intentos de esta consulta"),
        (Verdict.EXPIRED, 4, "Ese código ya venció"),
    ],
)
def test_a_code_that_is_not_good_shows_the_way_back_to_what_is_open(
    person: Person, verdict: Verdict, left: int, title: str
) -> None:
    person.judged(Verdict.GOOD, ANA)
    judged_again(person, verdict, ANA, tries_left=left)
    assert person.page.one("h1").text == title
    (back,) = [one for one in person.page.all("a") if one.text == "Volver a sus datos"]
    person.open(back.given["href"] or "")
    assert "aperez" in person.page.text
    assert not person.page.all("p", role="status")


def test_nobody_is_shown_a_way_back_before_a_good_code(person: Person) -> None:
    person.judged(Verdict.WRONG)
    assert "Volver a sus datos" not in person.page.text


def test_what_is_no_code_keeps_what_was_typed_and_the_way_back(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    reference = person.page.all("input", name="reference")[0].given["value"] or ""
    person.send("/codigo", {"reference": reference, "code": "1234"})
    assert person.page.one("input", id="code").given["value"] == "1234"
    assert "Volver a sus datos" in person.page.text


def test_while_the_second_code_is_checked_the_answer_stays_and_says_so(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    type_another(person)
    person.open("/respuesta")
    assert "Estamos revisando otro código suyo. Comprobar" in person.page.text
    assert "aperez" in person.page.text


def test_an_older_tabs_answer_adds_nothing_to_a_newer_enquiry(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    reference = person.page.all("input", name="reference")[0].given["value"] or ""
    person.ask(typed="otra@example.com")
    person.open("/codigo")
    person.send("/codigo", {"reference": reference, "code": "1111 2222"})
    assert person.page.one("h1").text == "Hay una consulta más reciente en otra pestaña"


def test_another_good_code_has_ten_minutes_of_its_own(person: Person, clock: Any) -> None:
    person.judged(Verdict.GOOD, ANA)
    clock.shift(595)
    judged_again(person, Verdict.GOOD, BEFORE, MORE)
    assert "Mostramos estos datos hasta las 10:19 a. m." in person.page.text
    clock.shift(595)
    person.open("/respuesta")
    assert "ana2" in person.page.text
    clock.shift(10)
    person.open("/respuesta")
    assert person.page.one("h1").text == "Ya no mostramos sus datos"


def test_a_good_code_after_the_ten_minutes_is_shown(person: Person, clock: Any) -> None:
    person.judged(Verdict.GOOD, ANA)
    clock.shift(700)
    person.open("/codigo")
    assert "Volver a sus datos" not in person.page.text
    judged_again(person, Verdict.GOOD, MORE)
    assert "ana2" in person.page.text


@pytest.mark.parametrize("verdict", [Verdict.WRONG, Verdict.SPENT])
def test_a_code_that_is_not_good_gives_no_second_more(
    person: Person, clock: Any, verdict: Verdict
) -> None:
    person.judged(Verdict.GOOD, ANA)
    clock.shift(595)
    judged_again(person, verdict, ANA)
    clock.shift(10)
    person.open("/respuesta")
    assert person.page.one("h1").text == "Ya no mostramos sus datos"


@pytest.mark.parametrize(
    ("proven", "lacking"), [(BY_SMS, True), (ANA, False), (replace(ANA, by_sms=True), False)]
)
def test_what_a_text_message_alone_does_not_allow_is_said_beside_its_account(
    person: Person, proven: Shown, lacking: bool
) -> None:
    person.judged(Verdict.GOOD, proven)
    assert (NEEDS_MAIL in person.page.text) == lacking
    assert ("open" in person.page.all("details")[-1].given) == lacking


def test_without_a_registered_mail_a_new_password_is_the_desks(person: Person) -> None:
    person.judged(Verdict.GOOD, replace(BY_SMS, email=""))
    assert NEEDS_MAIL not in person.page.text
    assert "la contraseña nueva se pide con un caso. Crear caso" in person.page.text


def test_an_inactive_account_says_only_that_it_lets_nobody_in(person: Person) -> None:
    person.judged(Verdict.GOOD, replace(BY_SMS, active=False))
    assert NEEDS_MAIL not in person.page.text
    assert "Con esta cuenta no puede ingresar." in person.page.text


def test_the_page_says_how_to_reach_the_accounts_beyond_four_channels(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    assert "escribimos a cuatro correos o celulares como máximo" in person.page.text
    person.ask("national_id", "52344050")
    person.open("/codigo")
    assert "escribimos a cuatro de sus correos o celulares" in person.page.text
    person.ask(typed="otra@example.com")
    person.open("/codigo")
    assert "cuatro de sus" not in person.page.text, "one address was typed, and gets the code"


@pytest.mark.parametrize(
    ("changes", "repeated"),
    [({}, True), ({"organisation": "Hospital"}, False), ({"name": "Ana Ruiz"}, False)],
)
def test_a_person_registered_twice_is_told_how_to_tell_the_accounts_apart(
    person: Person, changes: dict[str, str], repeated: bool
) -> None:
    person.judged(Verdict.GOOD, ANA, replace(ANA, username="aperez2", **changes))
    assert ("Hay cuentas repetidas" in person.page.text) == repeated
    assert [one.text for one in person.page.all("dd")].count("aperez2") == 1
