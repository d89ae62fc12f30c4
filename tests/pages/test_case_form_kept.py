"""Nothing typed is lost, and nothing is sent twice: two presses, two tabs, a day too late."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db.models import F
from django.http import HttpResponse

from recupera.letterbox.models import Draft, Envelope, TakenReference
from recupera.options import forget
from tests.pages.case_form import ADDRESSES, ANSWERS, FORM, fill, form, send, walk
from tests.pages.person import Person, paid
from tests.pages.test_case_form import kept

pytestmark = pytest.mark.django_db(databases=["letterbox"])
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def option(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def set_options(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"RECUPERA_{name}", value)
        forget()

    yield set_options
    monkeypatch.undo()
    forget()


def number(person: Person) -> str:
    person.open(f"{FORM}/enviado")
    return person.page.text.split("Número de caso ")[1][:12]


def test_a_second_press_finds_the_case_of_the_first(person: Person) -> None:
    walk(person)
    body = form(person, "case_review")
    cookie = person.cookies["borrador"].value
    person.send(ADDRESSES["case_review"], body)
    first = number(person)
    del person.cookies["caso"]
    person.cookies["borrador"] = cookie
    person.open("/")
    assert person.send(ADDRESSES["case_review"], body)["Location"] == f"{FORM}/enviado"
    assert number(person) == first
    assert Envelope.objects.count() == TakenReference.objects.count() == 1


def test_who_comes_back_to_the_review_after_sending_is_shown_the_case(person: Person) -> None:
    assert person.open(ADDRESSES["case_review"])["Location"] == FORM
    walk(person)
    send(person)
    first = number(person)
    assert person.open(ADDRESSES["case_review"])["Location"] == f"{FORM}/enviado"
    assert number(person) == first
    # Another case begins at the form's beginning.
    assert person.open(FORM).status_code == 200


def test_an_answer_that_never_came_is_found_by_the_next_look_at_any_page(person: Person) -> None:
    walk(person)
    cookie = person.cookies["borrador"].value
    send(person)
    first = number(person)
    for address in ADDRESSES.values():
        del person.cookies["caso"]
        person.cookies["borrador"] = cookie
        assert person.open(address)["Location"] == f"{FORM}/enviado"
        assert number(person) == first


def test_the_number_stays_on_reload_whatever_the_worker_does(person: Person) -> None:
    walk(person)
    send(person)
    assert number(person) == number(person)


def test_what_two_tabs_say_is_kept_field_by_field_and_the_later_one_counts(person: Person) -> None:
    walk(person)
    person.open("/")
    person.send(ADDRESSES["case_person"], ANSWERS["case_person"] | {"nombre": "Eva"})
    person.send(ADDRESSES["case_place"], ANSWERS["case_place"] | {"entidad": "ICBF"})
    person.open(ADDRESSES["case_review"])
    assert "Eva" in person.page.text
    assert "ICBF" in person.page.text


def test_what_was_typed_on_a_page_whose_draft_is_gone_begins_a_new_one(person: Person) -> None:
    walk(person, until="case_request")
    body = form(person, "case_request")
    Draft.objects.update(saved_at=F("saved_at") - timedelta(hours=25))
    response = person.send(ADDRESSES["case_request"], body)
    assert response["Location"] == FORM
    assert kept(person)["fields"]["descripcion"] == ANSWERS["case_request"]["descripcion"]


def test_a_page_without_its_token_comes_back_with_what_was_typed(person: Person) -> None:
    walk(person, until="case_request")
    body = ANSWERS["case_request"] | {"csrfmiddlewaretoken": "x"}
    response = person.post(
        ADDRESSES["case_request"],
        urlencode(body),
        content_type="application/x-www-form-urlencoded",
        HTTP_ORIGIN=ORIGIN,
    )
    assert response.status_code == 403
    assert "Desde el lunes." in response.content.decode()
    assert "descripcion" not in kept(person)["fields"]


def test_what_another_site_sends_is_not_shown_again(person: Person) -> None:
    for origin in ("https://evil.example", None):
        more = {"HTTP_ORIGIN": origin} if origin else {}
        response = person.post(
            ADDRESSES["case_request"],
            urlencode({"descripcion": "Llame al 666"}),
            content_type="application/x-www-form-urlencoded",
            **more,
        )
        assert response.status_code == 403
        # All of it: three digits alone may stand in a reference or a nonce by chance.
        assert not re.search(r"Llame\W+al\W+666", response.content.decode())


def test_back_and_language_keep_what_is_not_whole_yet(person: Person) -> None:
    walk(person, until="case_person")
    half = {"nombre": "Ana", "tipo-documento": "", "documento": "x"}
    person.open(ADDRESSES["case_person"])
    assert (
        person.send(ADDRESSES["case_person"], half | {"back": "yes"})["Location"]
        == (ADDRESSES["case_whose"])
    )
    person.open(ADDRESSES["case_person"])
    assert person.page.value("documento") == "x"
    assert "Revise esto" not in person.page.text
    more = {"documento": "y", "language": "en"}
    response = person.send("/en" + ADDRESSES["case_person"], half | more)
    assert response["Location"] == "/en" + ADDRESSES["case_person"]
    person.open(response["Location"])
    assert person.page.value("documento") == "y"


def test_a_text_that_is_too_long_stays_on_its_page(person: Person) -> None:
    walk(person, until="case_request")
    for press in ({}, {"back": "yes"}, {"language": "en"}):
        response = fill(person, "case_request", descripcion="largo " * 700, **press)
        assert response.status_code == 200
        assert "largo largo largo" in person.page.text


def test_a_change_from_the_review_leads_back_to_it(person: Person) -> None:
    walk(person)
    response = fill(person, "case_person", nombre="Eva")
    assert response["Location"] == ADDRESSES["case_review"]


def test_another_subject_asks_first_for_what_it_lacks(person: Person) -> None:
    walk(person)
    person.open(f"{FORM}?asunto=falla-proceso")
    three = {name: person.page.value(name) for name in ("sistema", "tipo", "asunto")}
    assert person.send(FORM, three)["Location"] == ADDRESSES["case_request"]
    assert person.open(ADDRESSES["case_review"])["Location"] == ADDRESSES["case_request"]
    person.open("/")
    assert send_bare(person).status_code == 303
    assert not Envelope.objects.exists()


def send_bare(person: Person) -> HttpResponse:
    body = {"altcha": paid(person.page), "notice": "2026-11"}
    return person.send(ADDRESSES["case_review"], body)


def test_a_notice_that_changed_is_read_before_anything_is_sent(person: Person) -> None:
    walk(person)
    assert send(person, notice="2020-01").status_code == 200
    assert "El aviso de privacidad cambió" in person.page.text
    assert not Envelope.objects.exists()


def test_without_paying_nothing_is_sent_and_nothing_is_lost(person: Person) -> None:
    walk(person)
    assert send(person, altcha="", ticket="").status_code == 200
    assert not Envelope.objects.exists()
    assert send(person).status_code == 303


def test_beyond_its_budget_an_email_sends_no_case_until_the_hour_that_is_told(
    person: Person, option: Callable[..., None]
) -> None:
    option(BUDGETS__CASE_DATUM__BURST="1", BUDGETS__CASE_DATUM__PERIOD="3600")
    walk(person)
    assert send(person).status_code == 303
    walk(person)
    response = send(person)
    assert response.status_code == 429
    assert "Con este correo o documento ya se enviaron varios casos. Podrá enviar otro a la" in (
        person.page.text
    )
    assert Envelope.objects.count() == 1
    assert kept(person)["fields"]["nombre"] == "Ana Pérez"


def test_the_budgets_of_enquiries_close_no_case(
    person: Person, option: Callable[..., None]
) -> None:
    option(BUDGETS__SOURCE_HOST__BURST="1", BUDGETS__SOURCE_HOST__PERIOD="86400")
    person.ask()
    walk(person)
    assert send(person).status_code == 303


def test_one_payment_sends_one_case(person: Person) -> None:
    walk(person)
    paid_once = form(person, "case_review")
    assert person.send(ADDRESSES["case_review"], paid_once).status_code == 303
    walk(person)
    assert send(person, altcha=paid_once["altcha"], ticket="").status_code == 200
    assert Envelope.objects.count() == 1
