import pytest

from recupera.letterbox.models import Envelope
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])


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
