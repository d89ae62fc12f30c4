"""The code page where text messages can be sent: what it offers, and to whom."""

import pytest
import time_machine

from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])

BUTTON = "Enviar por mensaje de texto al celular registrado"


def ask_again(person: Person, **more: str) -> None:
    assert person.ask_again(**more).status_code == 303
    person.open("/codigo")


def ways(person: Person) -> list[bool]:
    """The `by` of each envelope, oldest first; a dropped one would be missing."""
    return sorted(ask.content["by"] == "sms" for ask in person.worker.asks())


@pytest.mark.usefixtures("gateway")
@pytest.mark.parametrize(
    ("kind", "typed", "offered"),
    [
        ("national_id", "52344050", True),
        ("phone", "3005550101", False),
        ("username", "aperez", False),
        ("email", "ana@example.com", False),
    ],
)
def test_a_text_message_on_request_is_offered_for_a_document_alone(
    person: Person, kind: str, typed: str, offered: bool
) -> None:
    person.ask(kind, typed)
    person.open("/codigo")
    assert (BUTTON in person.page.text) == offered


def test_without_a_gateway_no_page_speaks_of_text_messages(person: Person) -> None:
    for kind, typed in (("national_id", "52344050"), ("phone", "3005550101"), ("username", "a")):
        person.ask(kind, typed)
        person.open("/codigo")
        assert BUTTON not in person.page.text
        assert "enviamos un código al correo registrado" in person.page.text


@pytest.mark.usefixtures("gateway")
def test_the_page_says_where_the_code_goes_after_each_wish(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask("national_id", "52344050")
        clock.shift(31)
        ask_again(person, by="sms")
        assert "por mensaje de texto al celular registrado" in person.page.text
        assert "Enviar al correo registrado" in person.page.text
        assert ways(person) == [False, True]
        clock.shift(31)
        ask_again(person)
        assert ways(person) == [False, True, True]
        assert BUTTON not in person.page.text


@pytest.mark.usefixtures("gateway")
def test_a_person_may_go_back_to_the_mailbox(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask("national_id", "52344050")
        clock.shift(31)
        ask_again(person, by="sms")
        clock.shift(31)
        ask_again(person, by="usual")
        assert ways(person) == [False, False, True]
        assert "enviamos un código al correo registrado" in person.page.text


@pytest.mark.usefixtures("gateway")
def test_a_wish_that_the_page_does_not_offer_is_not_passed_on(person: Person) -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        person.ask("username", "aperez")
        clock.shift(31)
        ask_again(person, by="sms")
        assert ways(person) == [False, False]
