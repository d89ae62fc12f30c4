"""`/caso/codigo-de-la-mesa`, and the two digits on the status page: nothing about any account."""

import pytest

from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from tests.pages import case_person
from tests.pages.case_person import CLOSED, OPEN, act, follow
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
PAGE = "codigo-de-la-mesa"
SAID = {
    Verdict.WRONG: "Ese código no es correcto. Con cinco errores deja de servir.",
    Verdict.EXPIRED: "Ese código ya venció.",
    Verdict.SPENT: "Ese código ya quedó registrado.",
    Verdict.TOO_MANY: "Hubo cinco errores y ese código ya no sirve.",
}


def test_the_status_page_shows_the_digits_and_the_way_to_the_box(person: Person) -> None:
    follow(person)
    body = person.last.content.decode()
    assert '<p class="digits">47</p>' in body
    assert f'href="/caso/{PAGE}?otro"' in body


def test_a_case_without_digits_has_neither(person: Person) -> None:
    follow(person, CLOSED)
    assert 'class="digits"' not in person.last.content.decode()
    assert PAGE not in person.last.content.decode()
    assert person.open(f"/caso/{PAGE}")["Location"] == "/caso/estado"


def test_a_code_is_left_for_good_and_said_to_be_right(person: Person) -> None:
    follow(person)
    assert act(person, PAGE, code="4821 7736")["Location"] == "/caso/espera"
    content = person.worker.follow(Verdict.GOOD, OPEN).content
    assert (content["act"], content["code"]) == ("show_code", "48217736")
    assert person.open("/caso/espera")["Location"] == "/caso/estado"
    page = person.open("/caso/estado").content.decode()
    assert "Código correcto." in page


@pytest.mark.parametrize("verdict", SAID)
def test_what_became_of_a_code_is_said_at_its_box_and_on_the_status_page(
    person: Person, verdict: Verdict
) -> None:
    follow(person)
    act(person, PAGE, code="48217736")
    person.worker.follow(verdict, OPEN)
    assert person.open("/caso/espera")["Location"] == f"/caso/{PAGE}"
    assert SAID[verdict] in person.open(f"/caso/{PAGE}").content.decode()
    assert SAID[verdict] in person.open("/caso/estado").content.decode()
    assert SAID[verdict] not in person.open(f"/caso/{PAGE}?otro").content.decode()


def test_fewer_digits_are_shown_again_and_nothing_is_left(person: Person) -> None:
    follow(person)
    before = Envelope.objects.count()
    response = act(person, PAGE, code="4821 77")
    assert response.status_code == 200
    assert "Escriba los 8 dígitos del código." in response.content.decode()
    assert person.page.value("code") == "4821 77"
    assert Envelope.objects.count() == before


def test_after_half_an_hour_the_code_stands_in_the_form_and_the_next_press_sends_it(
    person: Person,
) -> None:
    follow(person)
    person.open(f"/caso/{PAGE}")
    case_person.gone()
    again = case_person.send(person, PAGE, code="48217736")
    assert "Presione el botón de nuevo." in again.content.decode()
    assert person.page.value("code") == "48217736"
    person.worker.follow(Verdict.GOOD, OPEN)
    assert case_person.send(person, PAGE, code="48217736")["Location"] == "/caso/espera"


def test_english(person: Person) -> None:
    follow(person, prefix="/en")
    body = person.open("/en/caso/codigo-de-la-mesa").content.decode()
    assert "Type the code from the service desk" in body
    assert "Tell it to nobody" in body
