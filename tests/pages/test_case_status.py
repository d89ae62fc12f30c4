"""`/caso/estado`: what a tired person needs first, and never more than the slot says."""

from dataclasses import replace

import pytest
import time_machine

from recupera.letterbox.case_slot import CaseShown, EntryShown
from recupera.letterbox.models import Slot
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import (
    ANSWERED_CASE,
    CLOSED,
    FULL,
    NUMBER,
    OPEN,
    OVER,
    UNCONFIRMED,
    WAITING,
    ask,
    follow,
    gone,
)
from tests.pages.checking import words
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
NOW = "2026-11-22T15:00:00Z"
AT_ONCE = "recupera.letterbox.slot.time.sleep"


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> object:
    """A clock that moves only when a page waits on its grid."""
    with time_machine.travel(NOW, tick=False) as clock:
        monkeypatch.setattr(AT_ONCE, clock.shift)
        yield clock


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (OPEN, "Estamos revisando su caso"),
        (ANSWERED_CASE, "Le respondimos"),
        (WAITING, "Necesitamos algo de usted, a más tardar el martes 22 de diciembre"),
        (CLOSED, "Su caso está cerrado"),
    ],
)
def test_the_first_line_says_how_it_stands(person: Person, shown: CaseShown, title: str) -> None:
    follow(person, shown)
    assert words(person.page.one("h1").text) == title
    assert "2599-7293-29 · Recuperación de usuario" in words(person.page.text)


def test_both_dates_are_said_with_why_they_are_not_sooner(person: Person) -> None:
    follow(person)
    text = words(person.page.text)
    assert "a más tardar el martes 15 de diciembre, que es el plazo de la ley" in text
    assert "antes: el lunes 23 de noviembre a las 3:00 p. m." in text
    assert "martes 8 de diciembre: Inmaculada Concepción" in text


def test_a_date_of_another_year_says_its_year(person: Person) -> None:
    follow(person, replace(OPEN, due_on="2027-01-13"))
    assert "miércoles 13 de enero de 2027" in person.page.text


def test_what_is_late_is_said_as_late(person: Person) -> None:
    follow(person, replace(OPEN, answer_by="2026-11-20T15:00:00-05:00"))
    assert "está tardando más" in words(person.page.text)
    follow(person, replace(OPEN, due_on="2026-11-21"))
    assert "Nos retrasamos y le pedimos disculpas." in words(person.page.text)
    assert "Le responderemos" not in words(person.page.text)


@pytest.mark.parametrize("shown", [WAITING, ANSWERED_CASE, CLOSED])
def test_no_date_of_ours_is_promised_where_the_case_is_not_with_us(
    person: Person, shown: CaseShown
) -> None:
    follow(person, shown)
    assert "Le responderemos" not in person.page.text


def test_the_answer_is_set_apart_above_a_history_that_begins_with_the_newest(
    person: Person,
) -> None:
    follow(person, ANSWERED_CASE)
    said = person.page.one("section", **{"class": "said"})
    assert "Su usuario es otro." in said.text
    steps = [one.text for one in person.page.all("h3")]
    assert steps == ["Le respondimos", "Recibimos su caso"]
    assert person.page.source.count("Su usuario es otro.") == 1


def test_what_the_desk_asks_is_above_and_on_the_page_that_answers_it(person: Person) -> None:
    follow(person, WAITING)
    assert "¿Cuál es su entidad?" in person.page.one("section", **{"class": "said"}).text
    person.open("/caso/agregar")
    assert "¿Cuál es su entidad?" in person.page.text


def test_text_of_anybody_is_text(person: Person) -> None:
    bad = '<script>alert(1)</script><a href="https://evil.example">x</a>'
    entries = (replace(OPEN.entries[0], text=bad), replace(ANSWERED_CASE.entries[1], text=bad))
    files = (replace(FULL.files[0], name=bad),)
    follow(person, replace(ANSWERED_CASE, entries=entries, files=files, email=bad))
    assert "evil.example" in person.page.text
    assert not [one for one in person.page.all("a") if "evil" in (one.given["href"] or "")]


def test_files_carry_their_verdict_and_joined_numbers_are_named(person: Person) -> None:
    follow(person, FULL)
    text = words(person.page.text)
    assert len(person.page.all("li", **{"class": "file"})) == 5
    assert text.count("Lo estamos revisando.") == 2
    assert "1111-1111-10, 2222-2222-20" in text


def test_an_unconfirmed_mail_has_its_field_and_a_confirmed_one_does_not(person: Person) -> None:
    follow(person, UNCONFIRMED)
    assert person.page.all("input", id="code")
    assert "Sin confirmar" in person.page.text
    follow(person, OPEN)
    assert not person.page.all("input", id="code")
    assert "Confirmado" in person.page.text


@pytest.mark.parametrize(
    ("shown", "pages"),
    [
        (OPEN, {"agregar", "cerrar"}),
        (WAITING, {"agregar", "cerrar"}),
        (ANSWERED_CASE, {"reabrir", "cerrar"}),
        (CLOSED, {"reabrir"}),
        (OVER, set()),
    ],
)
def test_only_what_can_be_done_is_offered(
    person: Person, shown: CaseShown, pages: set[str]
) -> None:
    follow(person, shown)
    links = {one.given["href"] for one in person.page.all("a")}
    acts = {"agregar", "reabrir", "cerrar"}
    assert {one for one in acts if f"/caso/{one}" in links} == pages


@pytest.mark.parametrize(
    ("shown", "page", "leads"),
    [
        (CLOSED, "agregar", "/caso/reabrir"),
        (CLOSED, "cerrar", "/caso/estado"),
        (OPEN, "reabrir", "/caso/estado"),
        (OPEN, "correo", "/caso/estado"),
        (OPEN, "confirmar", "/caso/estado"),
    ],
)
def test_a_page_whose_act_is_not_possible_leads_on(
    person: Person, shown: CaseShown, page: str, leads: str
) -> None:
    follow(person, shown)
    assert person.open(f"/caso/{page}")["Location"] == leads


def test_after_half_an_hour_the_page_says_so_and_nothing_of_the_case(person: Person) -> None:
    follow(person, ANSWERED_CASE)
    gone()
    person.open("/caso/estado")
    assert person.page.one("h1").text == "Abra su caso otra vez"
    assert "Su usuario es otro." not in person.page.source


def test_while_it_is_not_known_yet_the_page_waits(person: Person) -> None:
    ask(person)
    assert person.open("/caso/estado")["Location"] == "/caso/espera"
    assert person.open("/caso/espera").status_code == 200
    assert person.page.one("h1").text == "Estamos buscando su caso"


def test_without_a_cookie_every_page_leads_to_the_first(person: Person) -> None:
    for page in ("espera", "codigo", "estado", "confirmar", "correo", "agregar", "cerrar"):
        assert person.open(f"/caso/{page}")["Location"] == "/caso"
    assert Slot.objects.count() == 0


def test_a_case_that_the_worker_gave_another_number_is_followed_by_that(person: Person) -> None:
    ask(person)
    other = replace(OPEN, reference="1111111110")
    person.worker.follow(Verdict.DONE, other, case="1111111110")
    person.open("/caso/estado")
    gone()
    person.open("/caso")
    assert person.page.value("number") == "1111-1111-10"


def test_a_joined_case_is_asked_for_again_by_the_number_that_was_typed(person: Person) -> None:
    follow(person, replace(OPEN, reference="1111111110", joined=(NUMBER,)))
    gone()
    person.open("/caso")
    assert person.page.value("number") == "2599-7293-29"


def test_ending_leaves_nothing_in_the_browser(person: Person) -> None:
    follow(person)
    assert person.send("/terminar", {})["Location"] == "/terminar"
    assert person.open("/caso/estado")["Location"] == "/caso"


def test_english_says_the_same(person: Person) -> None:
    follow(person, ANSWERED_CASE, prefix="/en")
    assert person.page.one("h1").text == "We have answered you"
    follow(person, OPEN, prefix="/en")
    text = words(person.page.text)
    assert "on Tuesday, December 15 at the latest" in text
    assert "Tuesday, December 8: Immaculate Conception" in text


def test_a_new_term_is_said_as_a_day_with_its_reason(person: Person) -> None:
    extended = EntryShown(
        "2026-11-22T09:59:00-05:00", "desk", "extended", "2026-12-30 Falta un concepto."
    )
    follow(person, replace(OPEN, entries=(OPEN.entries[0], extended)))
    text = words(person.page.text)
    assert "Nuevo plazo: el miércoles 30 de diciembre. Falta un concepto." in text
    assert "2026-12-30" not in text


def test_the_key_is_there_to_be_noted_only_where_this_browser_has_it(person: Person) -> None:
    follow(person)
    assert "BCDFG-HJKMN-PQRT5" in person.page.text
    ask(person, key="")
    person.worker.follow(Verdict.GOOD, OPEN)
    person.open("/caso/estado")
    assert "Clave de seguimiento" not in person.page.text


def test_the_page_says_how_old_it_is_and_asks_anew_with_one_press(person: Person) -> None:
    follow(person)
    assert "Así estaba su caso: domingo 22 de noviembre, 10:00 a. m." in words(person.page.text)
    names = ("csrfmiddlewaretoken", "ticket", "number", "key")
    form = {name: person.page.all("input", name=name)[0].given["value"] or "" for name in names}
    assert form["number"] == "2599-7293-29"
    assert form["key"]
    response = person.send("/caso", form | {"altcha": paid(person.page)})
    assert response["Location"] == "/caso/espera"
