"""`/no-fui-yo`: a code is typed, work is paid, and nothing else blocks anybody."""

import re
import time

import pytest
import time_machine
from django.conf import settings

from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
CODE = "K7Q4-9MTX-4RWD"


def objecting(person: Person, code: str = CODE, **more: str) -> object:
    person.open("/no-fui-yo?otro")
    return person.send("/no-fui-yo", {"code": code, "altcha": paid(person.page)} | more)


def objections() -> int:
    return Envelope.objects.filter(kind=EnvelopeKind.OBJECT).count()


@pytest.mark.parametrize("typed", [CODE, "k7q49mtx4rwd", " k7q4 9mtx\u20114rwd "])
def test_the_code_is_taken_as_people_copy_it(person: Person, typed: str) -> None:
    assert objecting(person, typed)["Location"] == "/no-fui-yo/espera"  # type: ignore[index]
    opened = person.worker.act(Verdict.DONE)
    assert opened.content == {"code": "K7Q49MTX4RWD", "language": "es"}


@pytest.mark.parametrize(
    "typed", ["", "K7Q4-9MTX", "K7Q4-9MTX-4RWDD", "4821 7736", "O0O0-AEIO-UUUU"]
)
def test_what_is_no_such_code_is_said_and_costs_nothing(person: Person, typed: str) -> None:
    objecting(person, typed)
    assert "Escriba las 12 letras y números" in person.page.one("p", id="error-code").text
    assert person.page.value("code") == typed
    assert objections() == 0


def test_after_it_the_page_names_the_case_and_what_follows(person: Person) -> None:
    objecting(person)
    person.worker.act(Verdict.DONE, case="2599729327")
    assert person.open("/no-fui-yo/espera")["Location"] == "/no-fui-yo/listo"
    person.open("/no-fui-yo/listo")
    assert person.page.one("h1").text == "Bloqueamos la recuperación de la cuenta"
    assert "2599-7293-27" in person.page.text
    assert "Lunes a viernes 7:00 a. m." in person.page.text
    assert person.open("/no-fui-yo")["Location"] == "/no-fui-yo/listo"
    assert person.open("/no-fui-yo?otro").status_code == 200


def test_a_wrong_code_leads_back_with_what_was_typed_and_where_to_look(person: Person) -> None:
    objecting(person, "k7q49mtx4rwd")
    person.worker.act(Verdict.WRONG)
    assert person.open("/no-fui-yo/espera")["Location"] == "/no-fui-yo"
    person.open("/no-fui-yo")
    assert "no es correcto, ya se usó o venció" in person.page.one("p", id="error-code").text
    assert person.page.value("code") == CODE
    assert "Está en el correo o mensaje que le avisó" in person.page.text
    assert person.open("/no-fui-yo/listo")["Location"] == "/no-fui-yo"


def test_one_that_was_not_attended_is_sent_again_by_one_press(person: Person) -> None:
    objecting(person)
    person.worker.act(Verdict.TRY_AGAIN)
    person.open("/no-fui-yo")
    assert "No alcanzamos a atender su envío." in person.page.text
    assert person.page.value("code") == CODE


def test_while_it_is_judged_the_page_waits_and_the_form_says_so(person: Person) -> None:
    objecting(person)
    assert person.open("/no-fui-yo/espera").status_code == 200
    assert person.page.one("h1").text == "Estamos bloqueando la recuperación"
    assert person.page.one("form", action="/no-fui-yo/espera").given["method"] == "get"
    with time_machine.travel(time.time() + 11):
        person.open("/no-fui-yo/espera")
    assert "está guardado" in person.page.text


def test_it_costs_work_and_the_budget_of_its_source_alone(person: Person) -> None:
    person.open("/no-fui-yo")
    person.send("/no-fui-yo", {"code": CODE})
    assert "Presione el botón otra vez" in person.page.text
    assert person.page.value("code") == CODE
    assert objections() == 0
    # The same code again at once: no datum's budget can keep an owner from objecting.
    for _ in range(5):
        assert objecting(person).status_code == 303  # type: ignore[attr-defined]
    assert objections() == 5


def test_looking_at_these_pages_blocks_nobody_and_sets_no_cookie_of_ours(person: Person) -> None:
    for address in ("", "/espera", "/listo"):
        for method in (person.get, person.head):
            method(f"/no-fui-yo{address}?code={CODE}")
    assert objections() == 0
    assert settings.OBJECTION_COOKIE not in person.cookies


def test_a_code_in_the_address_fills_nothing_in(person: Person) -> None:
    person.open("/no-fui-yo?code=BCDF-2345-GHJK")
    assert person.page.value("code") == ""
    assert not re.search(r"BCDF\W?2345", person.page.source)


def test_an_enquiry_that_is_open_stays_open_beside_it(person: Person) -> None:
    person.able(ANA)
    objecting(person)
    assert settings.OBJECTION_COOKIE in person.cookies
    person.open("/contrasena/nueva")
    assert person.page.value("username") == "aperez"
    person.open("/terminar")
    response = person.send("/terminar", {})
    assert response.cookies[settings.OBJECTION_COOKIE].value == ""


def test_a_cookie_of_another_browser_says_nothing(person: Person) -> None:
    objecting(person)
    other = Person(FakeWorker())
    mine = person.cookies[settings.OBJECTION_COOKIE].value
    secret, _, sealed = mine.partition(".")
    for value in (secret, f".{sealed}", f"{'A' * 43}.{sealed}", f"{secret}.{sealed[:-8]}", "ñ"):
        other.cookies[settings.OBJECTION_COOKIE] = value
        assert other.open("/no-fui-yo/espera")["Location"] == "/no-fui-yo"


def test_its_cookie_has_one_length(person: Person) -> None:
    objecting(person, "k7q4 9mtx 4rwd")
    first = person.cookies[settings.OBJECTION_COOKIE].value
    objecting(person)
    second = person.cookies[settings.OBJECTION_COOKIE].value
    assert first != second
    assert len(first) == len(second)
