import pytest
import time_machine

from recupera.letterbox.models import Envelope, EnvelopeKind
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import EMAIL, Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])


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
    with time_machine.travel("2026-11-22T20:42:10Z", tick=False) as clock:
        for _ in range(3):
            assert Person(FakeWorker()).ask().status_code == 303
            clock.shift(31)
        person = Person(FakeWorker())
        assert person.ask().status_code == 429
        assert "Podrá pedir otro a las 3:4" in person.page.text
        assert "Crear caso" in person.page.one("div", id="summary").text
        assert person.page.value("email") == EMAIL
