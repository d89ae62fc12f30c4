"""`/caso`: number and key, or the number alone; whatever is wrong says the same."""

import pytest
from django.conf import settings

from recupera.guard.models import Spent
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import KEY, NUMBER, OPEN, ask, follow, gone
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])


def asks() -> int:
    return Envelope.objects.filter(kind=EnvelopeKind.ASK_CASE).count()


@pytest.mark.parametrize("number", [NUMBER, "2599-7293-29", " 2599 7293 29", "2599\u20117293.29"])
@pytest.mark.parametrize("key", [KEY, KEY.lower(), "bcdfg-hjkmn-pqrt5", "BCDFG HJKMN PQRT5"])
def test_number_and_key_are_taken_as_people_copy_them(
    person: Person, number: str, key: str
) -> None:
    assert ask(person, number, key)["Location"] == "/caso/espera"
    opened = person.worker.follow(Verdict.GOOD, OPEN)
    assert opened.content["message"], "an envelope has one form"
    assert {"reference": NUMBER, "key": KEY, "language": "es"}.items() <= opened.content.items()
    assert person.open("/caso/espera")["Location"] == "/caso/estado"


@pytest.mark.parametrize(
    ("number", "key", "field"),
    [
        ("", KEY, "number"),
        ("2599-7293-28", KEY, "number"),
        ("2599-7293", KEY, "number"),
        ("ñ", "", "number"),
        (NUMBER, "BCDFG-HJKMN-PQRTT", "key"),
        (NUMBER, "12", "key"),
    ],
)
def test_a_typing_error_is_said_and_costs_nothing(
    person: Person, number: str, key: str, field: str
) -> None:
    page = ask(person, number, key)
    assert page.status_code == 200
    error = person.page.one("p", id=f"error-{field}")
    assert error.text.strip()
    assert "hidden" not in error.given
    assert (person.page.value("number"), person.page.value("key")) == (number, key)
    assert (asks(), Spent.objects.count()) == (0, 0)
    assert settings.CASE_COOKIE not in person.cookies


def test_what_does_not_match_says_one_sentence_and_keeps_what_was_typed(person: Person) -> None:
    ask(person, "2599729329", KEY)
    person.worker.follow(Verdict.WRONG)
    assert person.open("/caso/espera")["Location"] == "/caso"
    person.open("/caso")
    assert "El número o la clave no coinciden." in person.page.one("div", id="summary").text
    assert person.page.value("number") == "2599-7293-29"
    assert person.page.value("key") == "BCDFG-HJKMN-PQRT5"
    assert person.open("/caso/estado")["Location"] == "/caso"


@pytest.mark.usefixtures("clock")
def test_without_a_key_a_code_is_asked_for_and_nothing_says_whether_it_went(
    person: Person,
) -> None:
    assert ask(person, key="")["Location"] == "/caso/codigo"
    before = person.open("/caso/codigo").content
    sent = person.worker.follow(Verdict.DONE)
    assert sent.content["key"] == ""
    assert sent.content["message"] in person.page.text
    assert len(person.open("/caso/codigo").content) == len(before)


def test_a_browser_that_knows_number_and_key_opens_the_case_with_one_press(
    person: Person,
) -> None:
    follow(person)
    gone()
    person.open("/caso")
    typed = {name: person.page.value(name) for name in ("number", "key")}
    assert typed == {"number": "2599-7293-29", "key": "BCDFG-HJKMN-PQRT5"}
    person.open("/caso/estado")
    assert person.page.one("h1").text == "Abra su caso otra vez"
    form = {name: person.page.value(name) for name in ("number", "key")}
    assert person.send("/caso", form | {"altcha": paid(person.page)})["Location"] == "/caso/espera"


def test_an_open_case_is_shown_at_once_and_another_one_can_be_asked_for(person: Person) -> None:
    follow(person)
    assert person.open("/caso")["Location"] == "/caso/estado"
    person.open("/caso?otro")
    assert person.page.value("number") == person.page.value("key") == ""


def test_it_costs_work_and_what_was_typed_stays(person: Person) -> None:
    person.open("/caso")
    person.send("/caso", {"number": NUMBER, "key": KEY})
    assert "Presione el botón otra vez" in person.page.text
    assert person.page.value("number") == NUMBER
    assert asks() == 0


def test_codes_have_a_budget_by_number_and_the_key_still_opens(person: Person) -> None:
    assert ask(person, key="").status_code == 303
    assert ask(person, key="").status_code == 429
    assert "escribir ahora la clave de seguimiento" in person.page.text
    assert ask(Person(FakeWorker()), "1111111110", "").status_code == 303, "another number"
    for _ in range(5):
        assert ask(person).status_code == 303


def test_what_was_not_attended_is_asked_again_by_one_press(person: Person) -> None:
    ask(person)
    person.worker.follow(Verdict.TRY_AGAIN)
    person.open("/caso/espera")
    person.open("/caso")
    assert "No alcanzamos a atender su consulta." in person.page.text
    assert person.page.value("key") == "BCDFG-HJKMN-PQRT5"


def test_the_other_language_keeps_what_was_typed(person: Person) -> None:
    person.open("/caso")
    person.send("/en/caso", {"number": "2599", "key": "x", "language": "en"})
    assert person.page.one("h1").text == "Look up your case"
    assert (person.page.value("number"), person.page.value("key")) == ("2599", "x")
    assert asks() == 0


def test_an_address_fills_nothing_in(person: Person) -> None:
    person.open(f"/caso?number={NUMBER}&key={KEY}")
    assert KEY not in person.page.source
    assert person.page.value("number") == ""


def test_the_cookie_has_one_length_whatever_was_asked(person: Person) -> None:
    ask(person)
    first = person.cookies[settings.CASE_COOKIE].value
    ask(person, "1111111110", "")
    assert len(person.cookies[settings.CASE_COOKIE].value) == len(first)


def test_a_cookie_of_another_browser_or_changed_opens_nothing(person: Person) -> None:
    follow(person)
    mine = person.cookies[settings.CASE_COOKIE].value
    secret, _, sealed = mine.partition(".")
    other = Person(FakeWorker())
    ask(other, "1111111110")
    theirs = other.cookies[settings.CASE_COOKIE].value.partition(".")
    forged = (
        secret,
        f".{sealed}",
        f"{'A' * 43}.{sealed}",
        f"{secret}.{sealed[:-8]}",
        f"{secret}.{theirs[2]}",
        f"{theirs[0]}.{sealed}",
        "ñ",
    )
    for value in forged:
        other.cookies[settings.CASE_COOKIE] = value
        assert other.open("/caso/estado")["Location"] == "/caso"
