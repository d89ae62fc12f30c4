import time

import pytest
import time_machine

from recupera.letterbox import slot
from recupera.letterbox.models import Slot
from recupera.letterbox.slot import Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
NEXT = dict.fromkeys(Verdict, "/codigo") | {Verdict.GOOD: "/respuesta"}


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every look into a slot; one for each step of the grid that a thread was held."""
    seen: list[object] = []
    real = slot._row
    monkeypatch.setattr(slot, "_row", lambda flow: seen.append(flow) or real(flow))
    return seen


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_leads_on_at_once(
    person: Person, verdict: Verdict, looks: list[object]
) -> None:
    person.ask()
    person.prove()
    person.worker.judge(verdict, accounts=(ANA,) if verdict == Verdict.GOOD else ())
    looks.clear()
    response = person.open("/espera")
    assert (response.status_code, response["Location"]) == (303, NEXT[verdict])
    assert len(looks) == 1


@pytest.mark.usefixtures("clock")
def test_without_a_verdict_the_page_offers_to_look_again_by_a_plain_get(
    person: Person, looks: list[object]
) -> None:
    person.ask()
    person.prove()
    looks.clear()
    assert person.open("/espera").status_code == 200
    assert 3 < len(looks) <= slot.LONGEST_WATCH / slot.GRID
    assert "Recibimos su código." in person.page.text
    assert person.page.one("div", id="wait").given["role"] == "status"
    form = person.page.one("form", action="/espera")
    assert form.given["method"] == "get"
    assert person.page.one("button", **{"class": "primary"}).text == "Comprobar"
    assert not person.page.all("meta", **{"http-equiv": "refresh"})


def test_a_slow_worker_is_said_with_what_to_do_and_nothing_lost(person: Person) -> None:
    person.ask()
    person.prove()
    with time_machine.travel(time.time() + 11):
        person.open("/espera")
    assert "Recibimos su código y está guardado. No perdió nada." in person.page.text
    assert "Crear caso" in person.page.text


def test_waiting_for_nothing_leads_back_to_the_code(person: Person) -> None:
    person.ask()
    assert person.open("/espera")["Location"] == "/codigo"


def test_a_verdict_on_an_earlier_code_is_not_taken_for_this_one(person: Person) -> None:
    person.judged(Verdict.WRONG)
    person.prove()
    assert person.open("/espera").status_code == 200


def test_an_ask_that_waited_too_long_is_asked_for_again_by_one_press(person: Person) -> None:
    person.ask()
    person.worker.answer_asks(Verdict.TRY_AGAIN)
    person.open("/codigo")
    assert "No alcanzamos a atender su consulta. Pida otro código." in person.page.text
    person.worker.verdicts.clear()
    person.prove()
    person.worker.judge(Verdict.WRONG)
    person.open("/codigo")
    assert "No alcanzamos" not in person.page.text


def test_where_nobody_paid_for_an_enquiry_no_thread_is_held(
    person: Person, looks: list[object]
) -> None:
    person.ask()
    person.prove()
    Slot.objects.all().delete()
    looks.clear()
    person.open("/espera")
    assert len(looks) == 1


def test_a_code_of_a_question_that_was_never_attended_is_not_called_wrong(person: Person) -> None:
    person.ask()
    person.worker.answer_asks(Verdict.TRY_AGAIN)
    person.prove()
    person.worker.judge(Verdict.TRY_AGAIN)
    person.open("/codigo")
    said = person.page.one("div", id="summary").text
    assert "No alcanzamos a atender su consulta. Pida otro código." in said
    assert not person.page.all("p", id="error-code")
    person.page.one("form", id="another")
