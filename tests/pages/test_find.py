from types import SimpleNamespace

import pytest
from django.conf import settings

from recupera.letterbox.models import Envelope
from recupera.people import EXAMPLES
from recupera.portal.examples import FILLS, SITUATIONS, TELLING
from tests.pages.checking import words
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


def test_each_find_begins_an_enquiry_that_no_other_secret_opens(person: Person) -> None:
    secrets = {person.ask("email", f"ana{n}@example.com").cookies["consulta"].value for n in (1, 2)}
    assert len(secrets) == 2
    one, two = person.worker.asks()
    assert one.flow != two.flow


def test_each_find_has_another_reference_than_the_one_before(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a form of an older tab would be taken for one of this enquiry."""
    signs = iter("KQ74KQ74BB22")
    drawing = SimpleNamespace(choice=lambda _: next(signs))
    monkeypatch.setattr("recupera.letterbox.remembered.secrets", drawing)
    for typed in (EMAIL, "otra@example.com"):
        person.ask("email", typed)
    found = sorted(one.content["reference"] for one in person.worker.asks())
    assert found == ["B2B2", "K7Q4"]


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


@pytest.mark.parametrize("number", range(1, len(EXAMPLES) + 1))
def test_each_example_of_the_demo_fills_the_form_by_a_button_that_needs_no_script(
    person: Person, number: int
) -> None:
    person.open("/")
    (form,) = person.page.all("form", method="get")
    assert form.given["action"] == "/"
    button = person.page.one("button", name="ejemplo", value=str(number))
    assert words(button.text) == str(SITUATIONS[EXAMPLES[number - 1].situation])
    shown = person.page.one("span", id=button.given["aria-describedby"] or "").text
    person.open(f"/?ejemplo={number}")
    for kind, typed in EXAMPLES[number - 1].typed():
        assert person.page.value(kind) == typed
    marked = next(one for one in person.page.all("input", name="kind") if "checked" in one.given)
    assert person.page.value(marked.given["value"] or "") == shown


def test_all_four_data_appear_among_the_examples() -> None:
    assert {fill.kind for fill in FILLS} == set(KINDS)


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "²", pytest.param("9" * 5000, id="9…")])
def test_any_other_example_is_an_empty_form(person: Person, number: str) -> None:
    person.open(f"/?ejemplo={number}")
    assert not any(person.page.value(kind) for kind in KINDS)


def test_every_situation_of_the_examples_has_words() -> None:
    assert {one.situation for one in EXAMPLES} == set(SITUATIONS) == set(TELLING)


def test_looking_at_the_page_changes_nothing(person: Person) -> None:
    for method in (person.get, person.head):
        method("/?ejemplo=1")
        method("/?corregir")
    assert not Envelope.objects.exists()
    assert settings.FLOW_COOKIE not in person.cookies
