"""The page of a new password: its form, what it refuses, what travels, and what never stays."""

import re
from dataclasses import replace

import pytest
import time_machine
from django.conf import settings

from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.slot import Verdict
from recupera.passwords import LONGEST
from tests.pages.fake_worker import ANA
from tests.pages.person import PASSWORD, Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
OTHER = replace(ANA, username="ana2", organisation="Hospital", mark="00000000000000bb")


def acts() -> int:
    return Envelope.objects.filter(kind=EnvelopeKind.SET_PASSWORD).count()


def reasons(person: Person) -> list[str]:
    """What the list under the field says, without what only shows while typing."""
    part = person.page.source.partition('id="reasons"')[2].partition("</ul>")[0]
    return re.findall(r"<li(?![^>]* hidden)[^>]*>([^<]+)</li>", part)


def test_a_password_manager_finds_the_user_name_and_a_field_for_a_new_password(
    person: Person,
) -> None:
    person.able(ANA)
    assert person.page.one("h1").text == "Defina su contraseña nueva"
    name, entry = person.page.one("input", id="username"), person.page.one("input", id="password")
    assert (name.given["autocomplete"], name.given["value"]) == ("username", "aperez")
    assert (entry.given["type"], entry.given["autocomplete"]) == ("password", "new-password")
    assert entry.given["minlength"] == "15"
    # A field that cuts off what is too long sets another password than was typed.
    assert not {"maxlength", "onpaste", "pattern"} & set(entry.given)
    assert person.page.one("button", **{"data-password-show": "password"}).text == "Mostrar"
    assert entry.given["data-context"].startswith(
        "SECOP II|Colombia Compra Eficiente|SECOP II|aperez|"
    )


def test_the_password_travels_sealed_to_the_worker_with_the_account_it_is_for(
    person: Person,
) -> None:
    person.able(ANA)
    response = person.set_password()
    assert (response.status_code, response["Location"]) == (303, "/contrasena/espera")
    opened = person.worker.act(Verdict.DONE, ANA)
    assert opened.content["password"] == PASSWORD
    assert opened.content["account"] == ANA.mark
    assert opened.content["language"] == "es"
    assert re.fullmatch(r"[A-Z2-9]{4}", opened.content["reference"])


def test_a_password_is_taken_as_it_was_typed_with_its_spaces_and_in_nfc(person: Person) -> None:
    person.able(ANA)
    person.set_password("  loro verde, pan\u0303o azul y mar  ")
    opened = person.worker.act(Verdict.DONE, ANA)
    assert opened.content["password"] == "  loro verde, paño azul y mar  "


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("loro verde", "Es corta: use 15 caracteres o más."),
        ("tarde azul " * 30, "Es demasiado larga: use 256 caracteres como máximo."),
        ("Ana Pérez 2026 aperez", "Es poco más que su nombre"),
        ("abcdefghijklmnopqrst", "Sigue el orden del teclado"),
        ("lorolorolorolorolo", "Repite lo mismo."),
        ("loro verde\tque canta tarde", "Tiene un signo que no se ve"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_reason_and_is_not_lost(
    person: Person, password: str, reason: str
) -> None:
    person.able(ANA)
    assert person.set_password(password).status_code == 200
    assert any(line.startswith(reason) for line in reasons(person)), reasons(person)
    assert person.page.value("password") == password
    assert person.page.value("account") == ANA.mark
    assert person.page.one("input", id="password").given["aria-invalid"] == "true"
    assert acts() == 0


def test_before_anything_is_typed_no_reason_shows(person: Person) -> None:
    person.able(ANA)
    assert reasons(person) == []


def test_an_empty_field_is_said_as_such(person: Person) -> None:
    person.able(ANA)
    person.set_password("")
    assert person.page.one("p", id="error-password").text == "Escriba la contraseña nueva."
    assert acts() == 0


def test_the_longest_password_fits_into_its_envelope(person: Person) -> None:
    person.able(ANA)
    longest = "".join(chr(0x1F600 + at % 60) for at in range(LONGEST))
    assert person.set_password(longest).status_code == 303
    assert person.worker.act(Verdict.DONE, ANA).content["password"] == longest


def test_with_several_accounts_the_person_chooses_first_and_the_choice_stays(
    person: Person,
) -> None:
    person.able(ANA, OTHER)
    assert person.page.one("h1").text == "¿De cuál cuenta es la contraseña nueva?"
    assert [one.given["value"] for one in person.page.all("button", name="account")] == [
        ANA.mark,
        OTHER.mark,
    ]
    form = {"reference": person.page.value("reference"), "account": OTHER.mark}
    assert person.send("/contrasena/cuenta", form)["Location"] == "/contrasena/nueva"
    person.open("/contrasena/nueva")
    assert person.page.value("username") == "ana2"
    person.set_password("corta")
    assert person.page.value("username") == "ana2"
    person.set_password()
    assert person.worker.act(Verdict.DONE, ANA, OTHER).content["account"] == OTHER.mark


def test_an_inactive_account_is_not_offered(person: Person) -> None:
    person.able(ANA, replace(OTHER, active=False))
    assert person.page.value("username") == "aperez"
    assert not person.page.all("a", href="/contrasena/nueva?otra")


def test_where_all_accounts_are_inactive_the_desk_helps(person: Person) -> None:
    person.able(replace(ANA, active=False))
    assert person.page.one("h1").text == "Con estas cuentas hace falta un caso"


def test_an_account_that_a_text_message_opened_gets_no_password_here(person: Person) -> None:
    by_sms = replace(OTHER, by_email=False, by_sms=True)
    person.able(ANA, by_sms)
    assert person.page.value("username") == "aperez"
    form = {"reference": person.page.value("reference"), "account": by_sms.mark}
    assert person.send("/contrasena/nueva", form | {"password": PASSWORD}).status_code == 303
    assert acts() == 0


def test_a_form_of_an_older_enquiry_sets_nothing_in_the_newer_one(person: Person) -> None:
    person.able(ANA)
    old = {name: person.page.value(name) for name in ("reference", "account")}
    person.ask("email", "otra@example.com")
    person.open("/codigo")
    for address in ("/contrasena/cuenta", "/contrasena/correo", "/contrasena/nueva"):
        person.open("/codigo")
        response = person.send(address, old | {"password": PASSWORD})
        # Where the newer enquiry proved nothing yet, that is said first.
        assert response.get("Location", "") == "/codigo" or person.page.one("h1").text == (
            "Hay una consulta más reciente en otra pestaña"
        )
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=(ANA,), can_set_password=True)
    for address in ("/contrasena/cuenta", "/contrasena/correo", "/contrasena/nueva"):
        person.open("/contrasena/nueva")
        person.send(address, old | {"password": PASSWORD})
        assert person.page.one("h1").text == "Hay una consulta más reciente en otra pestaña"
    assert acts() == 0


def test_looking_at_these_pages_changes_nothing_but_when_the_answer_was_first_seen(
    person: Person,
) -> None:
    person.able(ANA, OTHER)
    before = person.cookies[settings.TYPED_COOKIE].value
    for address in ("/nueva", "/nueva?otra", "/cuenta", "/correo", "/espera", "/lista", ""):
        person.get(f"/contrasena{address}")
        person.head(f"/contrasena{address}")
        assert person.cookies[settings.TYPED_COOKIE].value == before
    assert acts() == 0


def test_nobody_comes_here_without_a_good_code(person: Person) -> None:
    for address in ("nueva", "correo", "lista"):
        person.cookies.clear()
        person.open(f"/contrasena/{address}")
        assert person.page.one("h1").text == "Empiece su consulta de nuevo"
        person.open("/")
        person.ask("email", f"{address}@example.com")
        person.worker.answer_asks()
        assert person.open(f"/contrasena/{address}")["Location"] == "/codigo"


def test_the_ten_minutes_of_an_answer_begin_here_too_and_a_form_may_still_be_sent(
    person: Person,
) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z") as clock:
        person.able(ANA)
        form = person.page
        clock.shift(605)
        person.open("/contrasena/nueva")
        assert person.page.one("h1").text == "Ya no mostramos sus datos"
        person.page = form
        assert person.set_password()["Location"] == "/contrasena/espera"


def test_a_slot_that_was_cleared_away_is_said(person: Person) -> None:
    person.able(ANA)
    Slot.objects.all().delete()
    person.set_password()
    assert person.page.one("h1").text in (
        "Empiece su consulta de nuevo",
        "Ya no mostramos sus datos",
    )
    assert acts() == 0


def test_a_letterbox_that_is_full_keeps_what_was_typed(person: Person) -> None:
    person.able(ANA)
    form = person.page
    for _ in range(8):
        person.page = form
        assert person.set_password().status_code == 303
    person.page = form
    assert person.set_password().status_code == 200
    assert "Espere unos segundos" in person.page.one("p", id="error-password").text
    assert person.page.value("password") == PASSWORD


def test_where_the_platform_sets_passwords_itself_the_page_leads_there(person: Person) -> None:
    person.judged(Verdict.GOOD, ANA)
    person.open("/contrasena/nueva")
    assert person.page.one("h1").text == "Defina su contraseña en el SECOP II"
    link = person.page.one("a", **{"class": "button primary"})
    assert (link.given["href"] or "").endswith("/Public/Users/AccessRecovery/Index")
    assert "aperez" in person.page.text
    person.open("/respuesta")
    form = {"reference": person.page.value("reference"), "account": ANA.mark}
    assert person.send("/contrasena/nueva", form | {"password": PASSWORD}).status_code == 303
    assert acts() == 0


def test_where_a_second_channel_has_to_be_proven_the_answer_takes_its_code(person: Person) -> None:
    person.judged(Verdict.GOOD, second=True, can_set_password=True)
    assert person.open("/contrasena/nueva")["Location"] == "/respuesta"
