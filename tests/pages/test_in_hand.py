"""A message in hand: where it is asked for, what it costs, and that the page judges nothing."""

import pytest
import time_machine

from recupera.guard.source import source
from recupera.guard.work import use_of
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.options import current
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import EMAIL, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])

FORM = {"kind": "email", "email": EMAIL}
SHOWN = {"shown_reference": "k7q4", "shown_code": "4821 7736"}
NOON = "2026-11-22T17:00:00Z"


def closed_out() -> Person:
    """Somebody whose datum's budget is used up, in front of the page that says so."""
    for _ in range(3):
        assert Person(FakeWorker()).ask().status_code == 303
    person = Person(FakeWorker())
    assert person.ask().status_code == 429
    return person


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three questions need no minute between them."""
    wait = current().budgets.datum_wait
    monkeypatch.setitem(wait.__dict__, "period", 1e-9)


@pytest.mark.usefixtures("no_wait")
def test_the_page_that_closes_says_the_hour_and_asks_for_a_message_in_hand() -> None:
    with time_machine.travel(NOON, tick=False):
        person = closed_out()
    assert "Podrá pedir otro a las 12:00" in person.page.text
    assert "¿Tiene un mensaje nuestro de las últimas 24 horas?" in person.page.text
    assert person.page.value("email") == EMAIL
    assert person.page.value("shown_code") == ""


@pytest.mark.usefixtures("no_wait")
def test_with_a_message_the_ask_passes_the_closed_budget_and_the_code_page_follows() -> None:
    person = closed_out()
    answer = person.send("/", FORM | SHOWN | {"altcha": paid(person.page)})
    assert (answer.status_code, answer["Location"]) == (303, "/codigo")
    assert [one.content["shown"] for one in person.worker.asks()].count("K7Q448217736") == 1
    person.open("/codigo")
    assert "Si ese dato está registrado" in person.page.text


def test_whatever_stands_in_it_the_page_and_its_envelope_are_the_same() -> None:
    pages = []
    for reference, code in (("K7Q4", "48217736"), ("B2B2", "00000000")):
        person = Person(FakeWorker())
        person.open("/?mensaje")
        shown = {"shown_reference": reference, "shown_code": code}
        answer = person.send("/", FORM | shown | {"altcha": paid(person.page)})
        pages.append((answer.status_code, answer["Location"], sorted(answer.cookies)))
    assert pages[0] == pages[1]
    assert len({len(bytes(one.body)) for one in Envelope.objects.all()}) == 1


def test_it_costs_four_times_the_work_and_one_of_its_network() -> None:
    person = Person(FakeWorker())
    person.open("/")
    cheap = paid(person.page)
    person.send("/", FORM | SHOWN | {"altcha": cheap})
    assert "Presione el botón otra vez" in person.page.text
    assert person.page.value("shown_reference") == "k7q4"
    assert not Envelope.objects.exists()
    assert person.send("/", FORM | SHOWN | {"altcha": paid(person.page)}).status_code == 303
    assert use_of(source("127.0.0.1")) > 0


@pytest.mark.parametrize(
    "typed",
    [
        {"shown_reference": "K7Q4", "shown_code": ""},
        {"shown_reference": "", "shown_code": "48217736"},
        {"shown_reference": "KKKK", "shown_code": "48217736"},
        {"shown_reference": "K7Q4", "shown_code": "4821773"},
        {"shown_reference": "<b>", "shown_code": "'"},
    ],
)
def test_what_is_no_reference_and_code_is_kept_and_said_at_the_field(typed: dict[str, str]) -> None:
    person = Person(FakeWorker())
    person.open("/?mensaje")
    answer = person.send("/", FORM | typed | {"altcha": paid(person.page)})
    assert answer.status_code == 200
    assert "Escriba la referencia (como K7Q4)" in person.page.one("p", id="error-shown").text
    assert {name: person.page.value(name) for name in typed} == typed
    assert person.page.value("email") == EMAIL
    assert not Envelope.objects.exists()


def test_left_blank_it_is_a_question_like_any_other() -> None:
    person = Person(FakeWorker())
    person.open("/?mensaje")
    blank = {"shown_reference": "", "shown_code": ""}
    assert person.send("/", FORM | blank | {"altcha": paid(person.page)}).status_code == 303
    (ask,) = person.worker.asks()
    assert ask.content["shown"] == ""


def test_the_help_of_the_code_page_leads_there_with_the_datum_kept() -> None:
    person = Person(FakeWorker())
    person.ask()
    person.open("/codigo")
    links = [one.given.get("href") for one in person.page.all("a")]
    assert "/?corregir&mensaje" in links
    person.open("/?corregir&mensaje")
    assert person.page.value("email") == EMAIL
    assert person.page.value("shown_code") == ""


def test_another_language_keeps_what_was_typed() -> None:
    person = Person(FakeWorker())
    person.open("/?mensaje")
    person.send("/en/", FORM | SHOWN | {"language": "en"})
    assert person.page.value("shown_reference") == "k7q4"
    assert "Do you have a message from us" in person.page.text


def test_the_find_page_alone_asks_for_no_message() -> None:
    person = Person(FakeWorker())
    person.open("/")
    assert "mensaje nuestro" not in person.page.text


def test_after_the_first_of_two_codes_the_answer_page_says_what_is_missing(person: Person) -> None:
    person.judged(Verdict.GOOD, second=True)
    assert "Su código es correcto. Falta uno más." in person.page.text
    assert "ya no está registrada" not in person.page.text
    assert "Escribir el otro código" in person.page.text
    assert any("open" in one.given for one in person.page.all("details"))
