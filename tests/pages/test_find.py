import pytest
import time_machine
from django.conf import settings

from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.people import EXAMPLES
from tests.pages.person import EMAIL, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
KINDS = {
    "national_id": "1.049.604.050",
    "phone": "310 456 4050",
    "username": "aperez",
    "email": "Ana.Perez@Example.com",
}


def test_the_choices_and_the_button_carry_the_words_of_the_guide(person: Person) -> None:
    person.open("/")
    for kind, name in {
        "national_id": "Cédula",
        "phone": "No. de teléfono",
        "username": "Usuario de SECOP II",
        "email": "Correo electrónico",
    }.items():
        assert person.page.one("label", **{"for": f"kind-{kind}"}).text == name
    assert "Consultar" in [one.text for one in person.page.all("button", **{"class": "primary"})]


@pytest.mark.parametrize("kind", KINDS)
def test_each_datum_leads_to_the_code_page_and_leaves_one_ask(person: Person, kind: str) -> None:
    response = person.ask(kind, KINDS[kind])
    assert (response.status_code, response["Location"]) == (303, "/codigo")
    (ask,) = person.worker.asks()
    assert ask.content["kind"] == kind
    assert ask.content["language"] == "es"


def test_every_datum_gets_the_same_answer_but_for_what_was_typed() -> None:
    from tests.pages.fake_worker import FakeWorker

    seen = set()
    for typed in (EMAIL, "nadie@example.com", "otra.persona@example.org"):
        response = Person(FakeWorker()).ask("email", typed)
        cookies = [(c.key, len(c.value), c["max-age"]) for c in response.cookies.values()]
        names = tuple(name for name in response.headers)
        seen.add((response.status_code, response["Location"], tuple(cookies), names))
    assert len(seen) == 1


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(person: Person) -> None:
    response = person.ask()
    for name in (settings.FLOW_COOKIE, settings.TYPED_COOKIE):
        cookie = response.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert cookie["max-age"] == 1800
        assert EMAIL not in cookie.value


def test_the_only_filled_field_counts_when_no_choice_is_marked(person: Person) -> None:
    person.open("/")
    form = {"email": EMAIL, "phone": " ", "altcha": paid(person.page)}
    assert person.send("/", form).status_code == 303
    assert person.worker.asks()[0].content["kind"] == "email"


def test_the_marked_choice_counts_when_several_fields_are_filled(person: Person) -> None:
    person.ask("phone", "3104564050", email=EMAIL, username="aperez")
    assert person.worker.asks()[0].content["kind"] == "phone"
    person.open("/codigo")
    assert "Usted consultó con: 3104564050" in person.page.text


def test_nothing_marked_and_nothing_filled_is_said_without_a_row(person: Person) -> None:
    person.open("/")
    person.send("/", {"altcha": paid(person.page)})
    assert "Marque uno de los cuatro datos" in person.page.text
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("email", "ana.perez", "Escriba el correo completo"),
        ("email", "", "Escriba su correo electrónico."),
        ("phone", "7446321", "Faltan tres dígitos"),
        ("phone", "+1 202 555 0143", "Escriba un teléfono de Colombia"),
        ("national_id", "ana", "Escriba el número del documento"),
        ("username", "ana perez", "Escriba el usuario sin espacios"),
        pytest.param("username", "a" * 300, "Es demasiado largo", id="huge"),
        pytest.param("username", "ñ" * 90, "Es demasiado largo", id="huge in the cookie"),
        pytest.param("username", "a\0b", "Escriba el usuario sin espacios", id="NUL"),
    ],
)
def test_a_refused_datum_says_at_its_field_what_to_do_and_keeps_what_was_typed(
    person: Person, kind: str, typed: str, sentence: str
) -> None:
    response = person.ask(kind, typed)
    assert response.status_code == 200
    assert sentence in person.page.one("p", id=f"error-{kind}").text
    entry = person.page.one("input", id=kind)
    assert entry.given["aria-invalid"] == "true"
    assert f"error-{kind}" in (entry.given["aria-describedby"] or "")
    assert person.page.one("div", id="summary").given["role"] == "alert"
    assert entry.given["value"] == typed
    assert "checked" in person.page.one("input", id=f"kind-{kind}").given
    assert not Envelope.objects.exists()


def test_the_language_changes_by_one_press_and_loses_nothing_typed(person: Person) -> None:
    person.open("/")
    button = person.page.one("button", name="language")
    assert (button.given["formaction"], button.given["value"]) == ("/en/", "en")
    person.send("/en/", {"language": "en", "kind": "phone", "phone": "123", "email": EMAIL})
    assert person.page.one("html").given["lang"] == "en"
    assert person.page.value("phone") == "123"
    assert person.page.value("email") == EMAIL
    assert "checked" in person.page.one("input", id="kind-phone").given
    assert not person.page.all("div", id="summary")


def test_enter_presses_the_question_and_not_the_language(person: Person) -> None:
    person.open("/")
    first = next(one for one in person.page.elements if one.tag == "button")
    assert first.given["form"] == "find"
    assert "name" not in first.given


def test_english_is_asked_in_english(person: Person) -> None:
    assert person.ask(prefix="/en")["Location"] == "/en/codigo"
    assert person.worker.asks()[0].content["language"] == "en"


def test_correcting_fills_in_what_was_typed_before(person: Person) -> None:
    person.ask("username", "aperes")
    person.open("/?corregir")
    assert person.page.value("username") == "aperes"
    assert "checked" in person.page.one("input", id="kind-username").given


def test_the_ticket_works_after_its_wait_and_keeps_the_time_already_waited(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.open("/")
        ticket = person.page.value("ticket")
        clock.shift(2)
        person.send("/", {"kind": "email", "email": EMAIL, "ticket": ticket})
        assert "Espere 4 segundos" in person.page.text
        assert person.page.value("email") == EMAIL
        assert person.page.value("ticket") == ticket
        clock.shift(4)
        assert (
            person.send("/", {"kind": "email", "email": EMAIL, "ticket": ticket}).status_code == 303
        )


@pytest.mark.parametrize("altcha", ["", "e30=", "not base64 at all", "W10="])
def test_a_form_without_work_is_kept_and_offered_again(person: Person, altcha: str) -> None:
    person.open("/")
    person.send("/", {"kind": "email", "email": EMAIL, "altcha": altcha})
    assert "Presione el botón otra vez" in person.page.text
    assert person.page.value("email") == EMAIL
    assert not Envelope.objects.exists()


def test_the_same_work_pays_once(person: Person) -> None:
    person.open("/")
    work = paid(person.page)
    form = {"kind": "email", "email": EMAIL, "altcha": work}
    assert person.send("/", form).status_code == 303
    assert person.send("/", form | {"email": "otra@example.com"}).status_code == 200
    assert Envelope.objects.filter(kind=EnvelopeKind.ASK).count() == 1


def test_a_page_open_for_too_long_is_offered_again_with_what_was_typed(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.open("/")
        work = paid(person.page)
        clock.shift(2 * 3600)
        person.send("/", {"kind": "email", "email": EMAIL, "altcha": work})
        assert "estuvo abierta mucho tiempo" in person.page.text
        assert person.page.value("email") == EMAIL


def test_over_budget_says_the_hour_when_it_opens_and_the_way_to_the_desk() -> None:
    from tests.pages.fake_worker import FakeWorker

    with time_machine.travel("2026-11-22T20:42:10Z", tick=False) as clock:
        for _ in range(3):
            assert Person(FakeWorker()).ask().status_code == 303
            clock.shift(31)
        person = Person(FakeWorker())
        assert person.ask().status_code == 429
        assert "Podrá pedir otro a las 4:0" in person.page.text
        assert "Crear caso" in person.page.one("div", id="summary").text
        assert person.page.value("email") == EMAIL


@pytest.mark.parametrize("number", range(1, len(EXAMPLES) + 1))
def test_each_example_of_the_demo_fills_the_form_by_a_plain_link(
    person: Person, number: int
) -> None:
    person.open("/")
    person.page.one("a", href=f"/?ejemplo={number}")
    person.open(f"/?ejemplo={number}")
    for kind, typed in EXAMPLES[number - 1].typed():
        assert person.page.value(kind) == typed


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "²", pytest.param("9" * 5000, id="9…")])
def test_any_other_example_is_an_empty_form(person: Person, number: str) -> None:
    person.open(f"/?ejemplo={number}")
    assert not any(person.page.value(kind) for kind in KINDS)


def test_every_situation_of_the_examples_has_words() -> None:
    from recupera.portal.examples import SITUATIONS

    assert {one.situation for one in EXAMPLES} == set(SITUATIONS)


def test_looking_at_the_page_changes_nothing(person: Person) -> None:
    for method in (person.get, person.head):
        method("/?ejemplo=1")
        method("/?corregir")
    assert not Envelope.objects.exists()
    assert settings.FLOW_COOKIE not in person.cookies


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ana@gmial.com", "ana@gmail.com"),
        ("ana@gmail.con", "ana@gmail.com"),
        ("ana@gmail.co", "ana@gmail.com"),
        ("ana@hotmal.com", "ana@hotmail.com"),
        ("ana@empresa.con", "ana@empresa.com"),
    ],
)
def test_a_slip_is_asked_about_and_corrected_by_one_press(
    person: Person, typed: str, meant: str
) -> None:
    person.ask("email", typed)
    assert person.page.one("p", id="error-email").text == f"¿Quiso escribir {meant}?"
    assert not Envelope.objects.exists()
    form = {"kind": "email", "email": typed, "doubted": person.page.value("doubted")}
    person.send("/", form | {"altcha": paid(person.page), "correct": "yes"})
    assert person.worker.asks()[0].content["value"] == meant


@pytest.mark.parametrize(("kind", "typed"), [("email", "ana@gmial.com"), ("national_id", "12345")])
def test_what_is_odd_but_right_is_taken_as_it_stands_the_second_time(
    person: Person, kind: str, typed: str
) -> None:
    person.ask(kind, typed)
    assert not Envelope.objects.exists()
    form = {"kind": kind, kind: typed, "doubted": person.page.value("doubted")}
    assert person.send("/", form | {"altcha": paid(person.page)}).status_code == 303
    assert person.worker.asks()[0].content["value"] == typed


@pytest.mark.parametrize("typed", ["ana@gmail.com", "ana@example.com", "ana@cce.gov.co"])
def test_an_ordinary_address_is_not_doubted(person: Person, typed: str) -> None:
    assert person.ask("email", typed).status_code == 303
